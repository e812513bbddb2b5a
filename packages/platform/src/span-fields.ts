import { isSpanContextValid, trace } from '@opentelemetry/api'

/** What a log line says of the span that it was written in, under the names that log viewers link traces by; nothing outside of one. */
export function spanFields(): { trace_id?: string; span_id?: string } {
  const span = trace.getActiveSpan()?.spanContext()
  if (span === undefined || !isSpanContextValid(span)) return {}
  return { trace_id: span.traceId, span_id: span.spanId }
}
