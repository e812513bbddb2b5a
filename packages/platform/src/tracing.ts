import {
  type Attributes,
  type Context,
  context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
} from '@opentelemetry/api'

/** What follows one frame, one playlist or one event; does nothing, and costs next to nothing, until `openTelemetry` has been called. */
export const tracer = trace.getTracer('mooddj')

export type { Context, Span }

/** Where the caller is now. */
export const currentContext = (): Context => context.active()

/** The parent of whatever begins a trace of its own. */
export const NO_PARENT: Context = ROOT_CONTEXT

/** W3C Trace Context, level 1, 3.2.2: version, trace id, parent id, flags. Ids of zeros only are none. */
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/

/** How a span is told across a wire; undefined where there is none, or none that anybody will see. */
export function traceparentOf(of: Span | undefined = trace.getActiveSpan()): string | undefined {
  const { traceId, spanId, traceFlags } = of?.spanContext() ?? {}
  if (traceId === undefined || spanId === undefined) return undefined
  return isKept(traceFlags) ? `00-${traceId}-${spanId}-01` : undefined
}

/** The context to go on from, as it was told across a wire; a new beginning where nothing, or nothing of use, was told. */
export function contextOf(traceparent: unknown): Context {
  const [, traceId, spanId, flags] = (typeof traceparent === 'string' && TRACEPARENT.exec(traceparent)) || []
  if (traceId === undefined || spanId === undefined) return ROOT_CONTEXT
  const traceFlags = Number.parseInt(flags ?? '0', 16) & TraceFlags.SAMPLED
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true })
}

/** Whether anything that happens in this context is followed. */
export function isFollowed(of: Context = context.active()): boolean {
  return isKept(trace.getSpanContext(of)?.traceFlags)
}

function isKept(flags = 0): boolean {
  return (flags & TraceFlags.SAMPLED) !== 0
}

/** What a span is begun with. */
export interface SpanWish {
  kind?: keyof typeof SpanKind
  /** Few and bounded values: never an id of somebody, a mood, a token, an address or a query. */
  attributes?: Attributes
  /** Without it, where the caller is now. */
  parent?: Context
  /** When it began, ms since the epoch, if not now. */
  startTime?: number
}

/** Begins a span, to be ended by the caller. */
export function beginSpan(name: string, { kind = 'INTERNAL', parent, ...wish }: SpanWish = {}): Span {
  return tracer.startSpan(name, { kind: SpanKind[kind], ...wish }, parent)
}

/** Does some work inside a span, which ends with it and tells whether it failed; never how, since messages may quote data. */
export async function inSpan<T>(name: string, wish: SpanWish, work: () => Promise<T>): Promise<T> {
  const span = beginSpan(name, wish)
  try {
    return await context.with(trace.setSpan(wish.parent ?? context.active(), span), work)
  } catch (error) {
    failSpan(span, error)
    throw error
  } finally {
    span.end()
  }
}

/** Notes that what a span stands for failed, by the kind of error alone. */
export function failSpan(span: Span, error: unknown): void {
  span.setAttribute('error.type', error instanceof Error ? error.name : typeof error)
  span.setStatus({ code: SpanStatusCode.ERROR })
}

/** Runs something as a part of a span. */
export function withSpan<T>(span: Span, work: () => T): T {
  return context.with(trace.setSpan(context.active(), span), work)
}
