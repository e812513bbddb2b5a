import { bytesField, intField, joined, textField } from './protobuf-fields.ts'

/** Square convolutions with as many channels out as in, one after the other. */
export interface Convolutions {
  channels: number
  side: number
  kernel: number
  layers: number
}

/** Values of onnx.proto's enumerations. */
const ELEMENT = { float: 1, uint8: 2, int8: 3 } as const
const ATTRIBUTE = { int: 2, ints: 7 } as const
const IR_VERSION = 8
const OPSET = 17
const ACTIVATION_SCALE = 0.02
const WEIGHT_SCALE = 0.004

/** The multiply-adds of one run. */
export function multiplyAddsOf({ channels, side, kernel, layers }: Convolutions): number {
  return layers * (side * channels * kernel) ** 2
}

/**
 * The network as an ONNX file (onnx.proto, IR 8): int8 by QuantizeLinear and DequantizeLinear as ours is, activations unsigned, weights
 * signed with a scale a channel. `pixels` and `out` are float32, N×C×H×W. It is written here because its sizes are the bench's matter.
 */
export function writeConvolutions(shape: Convolutions): Uint8Array {
  const { channels, side, layers } = shape
  const parts = [
    tensor('scale', ELEMENT.float, [], float32([ACTIVATION_SCALE])),
    tensor('middle', ELEMENT.uint8, [], Uint8Array.of(128)),
    ...quantised('pixels', 'layer-0'),
  ]
  for (let layer = 1; layer <= layers; layer++) parts.push(...convolution(layer, shape))
  const dimensions = [1, channels, side, side]
  const graph = bytesField(
    7,
    textField(2, 'convolutions'),
    ...parts,
    valueInfo(11, 'pixels', dimensions),
    valueInfo(12, 'out', dimensions),
  )
  return joined([intField(1, IR_VERSION), graph, bytesField(8, intField(2, OPSET))])
}

function convolution(layer: number, { channels, kernel, layers }: Convolutions): Uint8Array[] {
  const weights = Uint8Array.from(
    { length: channels * channels * kernel * kernel },
    (_, index) => ((index * 37 + layer * 11) % 15) - 7,
  )
  const scales = float32(Array.from({ length: channels }, () => WEIGHT_SCALE))
  const names = [`weights-${layer}`, `scales-${layer}`, `zeros-${layer}`]
  const axis = attribute('axis', ATTRIBUTE.int, intField(3, 0))
  const edge = (kernel - 1) / 2
  const pads = attribute('pads', ATTRIBUTE.ints, ...[edge, edge, edge, edge].map((pad) => intField(8, pad)))
  return [
    tensor(`weights-${layer}`, ELEMENT.int8, [channels, channels, kernel, kernel], weights),
    tensor(`scales-${layer}`, ELEMENT.float, [channels], scales),
    tensor(`zeros-${layer}`, ELEMENT.int8, [channels], new Uint8Array(channels)),
    node('DequantizeLinear', names, `floats-${layer}`, axis),
    node('Conv', [`layer-${layer - 1}`, `floats-${layer}`], `sums-${layer}`, pads),
    ...quantised(`sums-${layer}`, layer === layers ? 'out' : `layer-${layer}`),
  ]
}

function quantised(from: string, to: string): Uint8Array[] {
  return [
    node('QuantizeLinear', [from, 'scale', 'middle'], `${to}-bytes`),
    node('DequantizeLinear', [`${to}-bytes`, 'scale', 'middle'], to),
  ]
}

function node(type: string, inputs: string[], output: string, ...attributes: Uint8Array[]): Uint8Array {
  const names = inputs.map((name) => textField(1, name))
  return bytesField(1, ...names, textField(2, output), textField(4, type), ...attributes)
}

function attribute(name: string, kind: number, ...values: Uint8Array[]): Uint8Array {
  return bytesField(5, textField(1, name), ...values, intField(20, kind))
}

function tensor(name: string, element: number, dimensions: number[], raw: Uint8Array): Uint8Array {
  const sizes = dimensions.map((size) => intField(1, size))
  return bytesField(5, ...sizes, intField(2, element), textField(8, name), bytesField(9, raw))
}

function valueInfo(field: number, name: string, dimensions: number[]): Uint8Array {
  const sizes = dimensions.map((size) => bytesField(1, intField(1, size)))
  const type = bytesField(1, intField(1, ELEMENT.float), bytesField(2, ...sizes))
  return bytesField(field, textField(1, name), bytesField(2, type))
}

function float32(values: readonly number[]): Uint8Array {
  return new Uint8Array(Float32Array.from(values).buffer)
}
