import { context, diag, DiagLogLevel, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import {
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import type { FastifyBaseLogger } from 'fastify'
import { randomUUID } from 'node:crypto'
import { followCalls } from './call-spans.ts'
import type { TelemetryConfig } from './config.ts'
import { samplerOf } from './sampler.ts'

/** The sending of traces. */
export interface Telemetry {
  /** Where to say that spans cannot be sent. */
  reportTo(log: FastifyBaseLogger): void
  /** Sends what is left, for two seconds at most. */
  close(): Promise<void>
}

/** Spans that wait to be sent; more are dropped, and whoever is followed never waits. */
const QUEUE = { maxQueueSize: 2_048, maxExportBatchSize: 256, scheduledDelayMillis: 2_000 }
const SEND_TIMEOUT_MS = 4_000
const LAST_SEND_MS = 2_000
const WARN_EVERY_MS = 60_000

/**
 * Begins to follow what this process does and to send it by OTLP over HTTP to `endpoint`. Loaded only where there is one.
 * @param peers origins of our own services, which are told of the trace
 */
export function openTelemetry(
  { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint = '', ...config }: TelemetryConfig,
  { service, peers }: { service: string; peers: readonly string[] },
): Telemetry {
  const exporter = new OTLPTraceExporter({
    url: new URL('v1/traces', endpoint.endsWith('/') ? endpoint : `${endpoint}/`).href,
    timeoutMillis: SEND_TIMEOUT_MS,
    concurrencyLimit: 2,
  })
  const told = detectResources({ detectors: [resourceAttributesEnvDetector] })
  const own = resourceFromAttributes({
    'service.namespace': 'mooddj',
    'service.name': service,
    'service.instance.id': randomUUID(),
  })
  const processor = new BatchSpanProcessor({ exporter, exportTimeoutMillis: SEND_TIMEOUT_MS, ...QUEUE })
  const provider = new TracerProvider({
    resource: told.merge(own),
    sampler: samplerOf(config),
    spanLimits: { attributeCountLimit: 16, attributeValueLengthLimit: 128, eventCountLimit: 16 },
    spanProcessors: [processor],
  })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  trace.setGlobalTracerProvider(provider)
  const stopFollowing = followCalls(new Set(peers.map((peer) => new URL(peer).origin)))

  return {
    reportTo(log) {
      let warnedAt = Number.NEGATIVE_INFINITY
      const warn = () => {
        if (performance.now() - warnedAt < WARN_EVERY_MS) return
        warnedAt = performance.now()
        log.warn('spans cannot be sent to OTEL_EXPORTER_OTLP_ENDPOINT and are dropped')
      }
      const ignore = () => undefined
      diag.setLogger(
        { error: warn, warn, info: ignore, debug: ignore, verbose: ignore },
        { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
      )
    },
    async close() {
      stopFollowing()
      const { promise: late, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, LAST_SEND_MS)
      // What cannot be sent has been warned of, and ends with the process.
      await Promise.race([provider.shutdown().catch(() => undefined), late])
      clearTimeout(timer)
    },
  }
}
