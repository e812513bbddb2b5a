import { UndecodableError } from '@mooddj/shared/codec'
import {
  ATTRIBUTE,
  type OnnxAttribute,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
  floatTensor,
  floatValue,
  floatsOf,
} from './onnx-model.ts'

/**
 * How many channels onnxruntime computes at once (MlasNchwcGetBlockSize: 16 with AVX-512, 8 with AVX2). Sums and poolings of fewer leave its
 * blocked layout and come back, which for BlazeFace took as long as the convolutions.
 */
const BLOCK = 16

const inBlocks = (channels: number) => Math.ceil(channels / BLOCK) * BLOCK

/**
 * The same BlazeFace with every inner channel count filled up to a whole number of blocks by channels of zeros: its outputs are equal but for
 * the order of sums, in about two thirds of the time. Channels that the network adds to a shortcut come for nothing, or from a 1×1
 * convolution that copies; the input is taken as N×C×H×W, so that nothing has to be transposed.
 *
 * Throws {@link UndecodableError} for a network made of other parts than BlazeFace.
 */
export function fillBlocks(model: OnnxModel): OnnxModel {
  const [input] = model.graph.input
  const [batch, height, width, channels] =
    input?.type.tensorType.shape.dim.map(({ dimValue }) => dimValue) ?? []
  if (!input || !batch || !height || !width || !channels)
    throw new UndecodableError('the input has no fixed size')
  const filler = createFiller(model, { name: input.name, channels })
  for (const node of model.graph.node) filler.take(node)
  return {
    irVersion: model.irVersion,
    opsetImport: model.opsetImport,
    graph: {
      name: model.graph.name,
      node: filler.nodes,
      initializer: filler.tensors,
      input: [floatValue(input.name, [batch, channels, height, width])],
      output: model.graph.output,
    },
  }
}

/** A value of the old network in the new one. */
interface Filled {
  name: string
  /** Channels that mean something, and with the zeros behind them. */
  channels: number
  filled: number
}

function createFiller({ graph }: OnnxModel, input: { name: string; channels: number }) {
  const given = new Map(graph.initializer.map((tensor) => [tensor.name ?? '', tensor]))
  const values = new Map<string, Filled>([
    [input.name, { name: input.name, channels: input.channels, filled: input.channels }],
  ])
  const nodes: OnnxNode[] = []
  const tensors: OnnxTensor[] = []
  const seen = new Set<string>()

  const tensorOf = (name: string | undefined) => {
    const tensor = given.get(name ?? '')
    if (!tensor) throw new UndecodableError(`there are no numbers named ${name}`)
    return tensor
  }
  const valueOf = (name: string | undefined) => {
    const value = values.get(name ?? '')
    if (!value) throw new UndecodableError(`nothing comes from ${name}`)
    return value
  }
  const addTensor = (tensor: OnnxTensor) => {
    if (!seen.has(tensor.name ?? '')) tensors.push(tensor)
    seen.add(tensor.name ?? '')
  }
  const outputOf = ({ output: [name = ''] }: OnnxNode) => name
  /** Outputs keep their channels: they go straight to the ends of the network. */
  const isLast = (name: string) =>
    graph.node.every(({ opType, input: inputs }) => opType === 'Transpose' || !inputs.includes(name))

  const convolve = (node: OnnxNode) => {
    const from = valueOf(node.input[0])
    const weights = tensorOf(node.input[1])
    const [outer = 0, inner = 0, ...kernel] = weights.dims
    const name = outputOf(node)
    const filled = isLast(name) ? outer : inBlocks(outer)
    const isDepthwise = inner === 1 && from.channels > 1
    if (isDepthwise ? outer !== from.channels : inner !== from.channels)
      throw new UndecodableError(`the convolution ${name} is neither dense nor one a channel`)
    const dims = [filled, isDepthwise ? 1 : from.filled, ...kernel]
    const wide = spread(floatsOf(weights), weights.dims, dims)
    addTensor(floatTensor(weights.name ?? '', dims, wide))
    const inputs = [from.name, weights.name ?? '']
    if (node.input[2] !== undefined) {
      const bias = tensorOf(node.input[2])
      addTensor(floatTensor(bias.name ?? '', [filled], spread(floatsOf(bias), [outer], [filled])))
      inputs.push(bias.name ?? '')
    }
    const attribute = node.attribute.filter(({ name: title }) => title !== 'group')
    const group: OnnxAttribute = { name: 'group', type: ATTRIBUTE.int, i: isDepthwise ? filled : 1 }
    nodes.push({ ...node, input: inputs, attribute: [...attribute, group] })
    values.set(name, { name, channels: outer, filled })
  }

  /** Channels of zeros behind the others: they may be there already; else a convolution copies what there is. */
  const widen = (node: OnnxNode) => {
    const from = valueOf(node.input[0])
    const name = outputOf(node)
    const channels = from.channels + zeroChannels(node.input[1])
    const filled = inBlocks(channels)
    if (filled === from.filled) {
      values.set(name, { ...from, channels })
      return
    }
    const copies = new Float32Array(filled * from.filled)
    for (let channel = 0; channel < from.channels; channel++) copies[channel * from.filled + channel] = 1
    const weights = floatTensor(`${name}/copies`, [filled, from.filled, 1, 1], copies)
    addTensor(weights)
    const kernel: OnnxAttribute = { name: 'kernel_shape', type: ATTRIBUTE.ints, ints: [1, 1] }
    nodes.push({
      input: [from.name, weights.name ?? ''],
      output: [name],
      opType: 'Conv',
      attribute: [kernel],
    })
    values.set(name, { name, channels, filled })
  }
  const zeroChannels = (name: string | undefined): number => {
    const node = graph.node.find((other) => outputOf(other) === name)
    const shape = node?.opType === 'ConstantOfShape' ? tensorOf(node.input[0]) : undefined
    const channels = shape?.int64Data?.[1] ?? (shape?.rawData && int64At(shape.rawData, 1))
    if (channels === undefined) throw new UndecodableError(`${name} is not made of zeros`)
    return channels
  }

  const pass = (node: OnnxNode) => {
    const from = node.input.map((name) => (given.has(name) ? undefined : valueOf(name)))
    const [first, second] = from
    if (!first || (second && second.filled !== first.filled))
      throw new UndecodableError(`${outputOf(node)} joins what is not alike`)
    node.input.filter((name) => given.has(name)).forEach((name) => addTensor(tensorOf(name)))
    nodes.push({ ...node, input: node.input.map((name, index) => from[index]?.name ?? name) })
    const channels = Math.max(first.channels, second?.channels ?? 0)
    values.set(outputOf(node), { name: outputOf(node), channels, filled: first.filled })
  }

  return {
    nodes,
    tensors,
    take(node: OnnxNode): void {
      if (node.opType === 'Conv') convolve(node)
      else if (node.opType === 'Concat') widen(node)
      else if (node.opType === 'Transpose' && node.input[0] === input.name)
        values.set(outputOf(node), valueOf(input.name))
      else if (['Relu', 'Add', 'MaxPool', 'Transpose', 'Reshape'].includes(node.opType)) pass(node)
      else if (node.opType !== 'ConstantOfShape')
        throw new UndecodableError(`BlazeFace has no operator ${node.opType}`)
    },
  }
}

/** Numbers of one shape in the first corner of a larger one, zeros around; only the first two sides may grow. */
function spread(values: Float32Array, from: readonly number[], to: readonly number[]): Float32Array {
  const [outer = 1, inner = 1, ...rest] = from
  const [, wide = 1] = to
  const area = rest.reduce((size, side) => size * side, 1)
  const result = new Float32Array(to.reduce((size, side) => size * side, 1))
  for (let row = 0; row < outer; row++)
    result.set(values.subarray(row * inner * area, (row + 1) * inner * area), row * wide * area)
  return result
}

function int64At(bytes: Uint8Array, index: number): number {
  return Number(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigInt64(index * 8, true))
}
