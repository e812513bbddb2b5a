/** Fields of Protocol Buffers' wire format (protobuf.dev, "Encoding"), as far as the bench's ONNX file needs them. */

/** A whole number from 0 on. */
export function intField(field: number, value: number): Uint8Array {
  return joined([varint(field * 8), varint(value)])
}

/** Bytes, or a message whose fields are given in a row. */
export function bytesField(field: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  return joined([varint(field * 8 + 2), varint(length), ...parts])
}

/** A text. */
export function textField(field: number, text: string): Uint8Array {
  return bytesField(field, new TextEncoder().encode(text))
}

/** A message that no field holds: the file. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}

function varint(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128)
  return Uint8Array.from([...bytes, rest])
}
