import { createParser } from '@mooddj/shared/codec'
import protobuf from 'protobufjs'
import { Type } from 'typebox'

/**
 * `ExportTraceServiceRequest` as OpenTelemetry's protocol, version 1, describes it (opentelemetry-proto: `trace/v1/trace.proto`,
 * `common/v1/common.proto`, `resource/v1/resource.proto`).
 */
const PROTO = `
syntax = "proto3";
message Request { repeated ResourceSpans resource_spans = 1; }
message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; string schema_url = 3; }
message Resource { repeated KeyValue attributes = 1; uint32 dropped_attributes_count = 2; }
message ScopeSpans { Scope scope = 1; repeated Span spans = 2; string schema_url = 3; }
message Scope { string name = 1; string version = 2; repeated KeyValue attributes = 3; uint32 dropped_attributes_count = 4; }
message Span {
  bytes trace_id = 1; bytes span_id = 2; string trace_state = 3; bytes parent_span_id = 4; fixed32 flags = 16; string name = 5;
  int32 kind = 6; fixed64 start_time_unix_nano = 7; fixed64 end_time_unix_nano = 8; repeated KeyValue attributes = 9;
  uint32 dropped_attributes_count = 10; repeated Event events = 11; uint32 dropped_events_count = 12; repeated Link links = 13;
  uint32 dropped_links_count = 14; Status status = 15;
}
message Event { fixed64 time_unix_nano = 1; string name = 2; repeated KeyValue attributes = 3; uint32 dropped_attributes_count = 4; }
message Link { bytes trace_id = 1; bytes span_id = 2; string trace_state = 3; repeated KeyValue attributes = 4; }
message Status { string message = 2; int32 code = 3; }
message KeyValue { string key = 1; Value value = 2; }
message Value { oneof value { string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4; } }
`
const request = protobuf.parse(PROTO, { keepCase: true }).root.lookupType('Request')

const id = (bytes: number) => Type.String({ pattern: `^[A-Za-z0-9+/]{${Math.ceil((bytes * 4) / 3)}}=*$` })
const KeyValueSchema = Type.Object({
  key: Type.String({ minLength: 1 }),
  value: Type.Union([
    Type.Object({ string_value: Type.String() }),
    Type.Object({ bool_value: Type.Boolean() }),
    Type.Object({ int_value: Type.String() }),
    Type.Object({ double_value: Type.Number() }),
  ]),
})
const attributes = Type.Optional(Type.Array(KeyValueSchema))
const SpanSchema = Type.Object({
  trace_id: id(16),
  span_id: id(8),
  parent_span_id: Type.Optional(id(8)),
  name: Type.String({ minLength: 1 }),
  kind: Type.Integer({ minimum: 1, maximum: 5 }),
  start_time_unix_nano: Type.String({ pattern: String.raw`^\d{19}$` }),
  end_time_unix_nano: Type.String({ pattern: String.raw`^\d{19}$` }),
  attributes,
  status: Type.Optional(
    Type.Object({ code: Type.Optional(Type.Integer()), message: Type.Optional(Type.String()) }),
  ),
})
const RequestSchema = Type.Object({
  resource_spans: Type.Array(
    Type.Object({
      resource: Type.Object({ attributes }),
      scope_spans: Type.Array(Type.Object({ spans: Type.Array(SpanSchema) })),
    }),
  ),
})
const parser = createParser(RequestSchema)

type KeyValue = ReturnType<typeof parser.parse>['resource_spans'][number]['resource']['attributes']

/** One span, as it was told. */
export interface ToldSpan {
  service: string
  traceId: string
  spanId: string
  parentId: string | undefined
  name: string
  attributes: Readonly<Record<string, string>>
  startNs: bigint
  endNs: bigint
  isError: boolean
}

/**
 * Reads the spans of one request.
 * @throws when it is not one, or a span ends before it begins or comes from nobody
 */
export function readSpans(body: Uint8Array): ToldSpan[] {
  const message = request.toObject(request.decode(body), { longs: String, bytes: String })
  return parser.parse(message).resource_spans.flatMap(({ resource, scope_spans: scopes }) => {
    const service = valuesOf(resource.attributes)['service.name']
    if (service === undefined) throw new Error('a resource without a service.name')
    return scopes.flatMap(({ spans }) =>
      spans.map((span) => {
        const startNs = BigInt(span.start_time_unix_nano)
        const endNs = BigInt(span.end_time_unix_nano)
        if (endNs < startNs) throw new Error(`${span.name} ends before it begins`)
        return {
          service,
          traceId: span.trace_id,
          spanId: span.span_id,
          parentId: span.parent_span_id,
          name: span.name,
          attributes: valuesOf(span.attributes),
          startNs,
          endNs,
          isError: span.status?.code === 2,
        }
      }),
    )
  })
}

function valuesOf(pairs: KeyValue = []): Readonly<Record<string, string>> {
  return Object.fromEntries(pairs.map(({ key, value }) => [key, String(Object.values(value)[0])]))
}
