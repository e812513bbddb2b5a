import {
  ATTRIBUTE,
  ELEMENT,
  type OnnxNode,
  type OnnxTensor,
  floatTensor,
  floatValue,
  onnxCodec,
} from '@mooddj/inference/onnx-model'

/** Square convolutions with as many channels out as in, one after the other. */
export interface Convolutions {
  channels: number
  side: number
  kernel: number
  layers: number
}

const IR_VERSION = 8
const OPSET = 17
const ACTIVATION_SCALE = 0.02
const WEIGHT_SCALE = 0.004

/** The multiply-adds of one run. */
export function multiplyAddsOf({ channels, side, kernel, layers }: Convolutions): number {
  return layers * (side * channels * kernel) ** 2
}

/**
 * The network as an ONNX file: int8 by QuantizeLinear and DequantizeLinear as ours is, activations unsigned, weights signed with a scale a
 * channel. `pixels` and `out` are float32, N×C×H×W. It is written here because its sizes are the bench's matter.
 */
export function writeConvolutions(shape: Convolutions): Uint8Array {
  const { channels, side, layers } = shape
  const dimensions = [1, channels, side, side]
  const numbers = Array.from({ length: layers }, (_, index) => index + 1)
  return onnxCodec.encode({
    irVersion: IR_VERSION,
    opsetImport: [{ version: OPSET }],
    graph: {
      name: 'convolutions',
      node: [...quantised('pixels', 'layer-0'), ...numbers.flatMap((layer) => convolution(layer, shape))],
      initializer: [
        floatTensor('scale', [], Float32Array.of(ACTIVATION_SCALE)),
        bytesTensor('middle', ELEMENT.uint8, [], Uint8Array.of(128)),
        ...numbers.flatMap((layer) => weightsOf(layer, shape)),
      ],
      input: [floatValue('pixels', dimensions)],
      output: [floatValue('out', dimensions)],
    },
  })
}

function weightsOf(layer: number, { channels, kernel }: Convolutions): OnnxTensor[] {
  const weights = Uint8Array.from(
    { length: channels * channels * kernel * kernel },
    (_, index) => ((index * 37 + layer * 11) % 15) - 7,
  )
  return [
    bytesTensor(`weights-${layer}`, ELEMENT.int8, [channels, channels, kernel, kernel], weights),
    floatTensor(`scales-${layer}`, [channels], new Float32Array(channels).fill(WEIGHT_SCALE)),
    bytesTensor(`zeros-${layer}`, ELEMENT.int8, [channels], new Uint8Array(channels)),
  ]
}

function convolution(layer: number, { kernel, layers }: Convolutions): OnnxNode[] {
  const edge = (kernel - 1) / 2
  return [
    {
      opType: 'DequantizeLinear',
      input: [`weights-${layer}`, `scales-${layer}`, `zeros-${layer}`],
      output: [`floats-${layer}`],
      attribute: [{ name: 'axis', type: ATTRIBUTE.int, i: 0 }],
    },
    {
      opType: 'Conv',
      input: [`layer-${layer - 1}`, `floats-${layer}`],
      output: [`sums-${layer}`],
      attribute: [{ name: 'pads', type: ATTRIBUTE.ints, ints: [edge, edge, edge, edge] }],
    },
    ...quantised(`sums-${layer}`, layer === layers ? 'out' : `layer-${layer}`),
  ]
}

function quantised(from: string, to: string): OnnxNode[] {
  const node = (opType: string, input: string, output: string): OnnxNode => ({
    opType,
    input: [input, 'scale', 'middle'],
    output: [output],
    attribute: [],
  })
  return [node('QuantizeLinear', from, `${to}-bytes`), node('DequantizeLinear', `${to}-bytes`, to)]
}

function bytesTensor(name: string, dataType: number, dims: number[], rawData: Uint8Array): OnnxTensor {
  return { name, dims, dataType, rawData }
}
