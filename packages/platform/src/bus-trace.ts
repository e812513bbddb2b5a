import { headers, type MsgHdrs } from '@nats-io/transport-node'
import { type Context, contextOf, traceparentOf } from './tracing.ts'

const HEADER = 'traceparent'

/** The headers that carry the trace of what happens now; undefined where nothing is followed. */
export function traceHeaders(): MsgHdrs | undefined {
  const traceparent = traceparentOf()
  if (traceparent === undefined) return undefined
  const carrier = headers()
  carrier.set(HEADER, traceparent)
  return carrier
}

/** The context that a message was sent in; undefined where it tells of none. */
export function contextOfMessage(carrier: MsgHdrs | undefined): Context | undefined {
  if (carrier === undefined || !carrier.has(HEADER)) return undefined
  return contextOf(carrier.get(HEADER))
}
