import { type Codec, UndecodableError, createParser } from '@mooddj/shared/codec'
import protobuf from 'protobufjs'
import { type Static, Type } from 'typebox'

/** The messages of onnx.proto (github.com/onnx/onnx, IR 7 to 13) that a plain network of one input type is made of. */
const ONNX_PROTO = `
syntax = "proto2";
message Model { optional int64 ir_version = 1; optional Graph graph = 7; repeated OperatorSet opset_import = 8; }
message OperatorSet { optional string domain = 1; optional int64 version = 2; }
message Graph {
  repeated Node node = 1; optional string name = 2; repeated Tensor initializer = 5;
  repeated ValueInfo input = 11; repeated ValueInfo output = 12;
}
message Node {
  repeated string input = 1; repeated string output = 2; optional string name = 3; optional string op_type = 4;
  repeated Attribute attribute = 5; optional string domain = 7;
}
message Attribute {
  optional string name = 1; optional float f = 2; optional int64 i = 3; optional bytes s = 4; optional Tensor t = 5;
  repeated float floats = 7; repeated int64 ints = 8; optional int32 type = 20;
}
message Tensor {
  repeated int64 dims = 1; optional int32 data_type = 2; repeated float float_data = 4 [packed = true];
  repeated int64 int64_data = 7 [packed = true]; optional string name = 8; optional bytes raw_data = 9;
}
message ValueInfo { optional string name = 1; optional Type type = 2; }
message Type { optional TensorType tensor_type = 1; }
message TensorType { optional int32 elem_type = 1; optional Shape shape = 2; }
message Shape { repeated Dimension dim = 1; }
message Dimension { optional int64 dim_value = 1; optional string dim_param = 2; }
`

/** Values of onnx.proto's enumerations. */
export const ELEMENT = { float: 1, uint8: 2, int8: 3, int64: 7 } as const
export const ATTRIBUTE = { int: 2, ints: 7 } as const

const text = Type.String()
const whole = Type.Integer()
const bytes = Type.Unsafe<Uint8Array>(Type.Refine(Type.Unknown(), (value) => value instanceof Uint8Array))

const TensorSchema = Type.Object({
  name: Type.Optional(text),
  dims: Type.Array(whole),
  dataType: whole,
  floatData: Type.Optional(Type.Array(Type.Number())),
  int64Data: Type.Optional(Type.Array(whole)),
  rawData: Type.Optional(bytes),
})
/** Numbers with a shape, little-endian in `rawData` or, in some files, one by one. */
export type OnnxTensor = Static<typeof TensorSchema>

const AttributeSchema = Type.Object({
  name: text,
  type: whole,
  f: Type.Optional(Type.Number()),
  i: Type.Optional(whole),
  s: Type.Optional(bytes),
  t: Type.Optional(TensorSchema),
  floats: Type.Optional(Type.Array(Type.Number())),
  ints: Type.Optional(Type.Array(whole)),
})
export type OnnxAttribute = Static<typeof AttributeSchema>

const NodeSchema = Type.Object({
  input: Type.Array(text),
  output: Type.Array(text, { minItems: 1 }),
  name: Type.Optional(text),
  opType: text,
  attribute: Type.Array(AttributeSchema),
  domain: Type.Optional(text),
})
/** One operator and the names of what goes in and comes out. */
export type OnnxNode = Static<typeof NodeSchema>

const ValueInfoSchema = Type.Object({
  name: text,
  type: Type.Object({
    tensorType: Type.Object({
      elemType: whole,
      shape: Type.Object({
        dim: Type.Array(Type.Object({ dimValue: Type.Optional(whole), dimParam: Type.Optional(text) })),
      }),
    }),
  }),
})
/** What an input or an output of the network is. */
export type OnnxValueInfo = Static<typeof ValueInfoSchema>

const ModelSchema = Type.Object({
  irVersion: whole,
  opsetImport: Type.Array(Type.Object({ domain: Type.Optional(text), version: whole })),
  graph: Type.Object({
    name: text,
    node: Type.Array(NodeSchema),
    initializer: Type.Array(TensorSchema),
    input: Type.Array(ValueInfoSchema),
    output: Type.Array(ValueInfoSchema),
  }),
})
/** An ONNX file's content, but for descriptions and what only training needs. */
export type OnnxModel = Static<typeof ModelSchema>

const message = protobuf.parse(ONNX_PROTO).root.lookupType('Model')
const models = createParser(ModelSchema)

/** ONNX files; decoding throws {@link UndecodableError} for what is none. */
export const onnxCodec: Codec<OnnxModel> = {
  encode: (model) => message.encode(message.fromObject(model)).finish(),
  decode(file) {
    let content: unknown
    try {
      content = message.toObject(message.decode(file), { longs: Number, arrays: true })
    } catch (cause) {
      throw new UndecodableError('not an ONNX file', { cause })
    }
    return models.parse(content)
  },
}

/** A tensor's floats; throws where it holds something else. */
export function floatsOf({ name, dataType, dims, rawData, floatData }: OnnxTensor): Float32Array {
  const values =
    rawData && rawData.length > 0
      ? new Float32Array(new Uint8Array(rawData).buffer)
      : Float32Array.from(floatData ?? [])
  if (dataType !== ELEMENT.float || values.length !== dims.reduce((size, side) => size * side, 1))
    throw new UndecodableError(`the tensor ${name} does not hold the floats of its shape`)
  return values
}

/** A tensor of floats. */
export function floatTensor(name: string, dims: number[], values: Float32Array): OnnxTensor {
  const rawData = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  return { name, dims, dataType: ELEMENT.float, rawData }
}

/** What the network takes or gives: floats of this shape. */
export function floatValue(name: string, shape: readonly number[]): OnnxValueInfo {
  const dim = shape.map((dimValue) => ({ dimValue }))
  return { name, type: { tensorType: { elemType: ELEMENT.float, shape: { dim } } } }
}
