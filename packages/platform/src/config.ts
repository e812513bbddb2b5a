import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { type Static, type TObject, Type } from 'typebox'
import { findSecretFault } from './placeholder.ts'

const port = Type.Integer({ minimum: 0, maximum: 65_535 })

/** Where traces go, and which are kept, under OpenTelemetry's own names. */
const telemetrySettings = {
  /** An OTLP receiver over HTTP: its origin, and path where it has one. Nothing is followed without it. */
  OTEL_EXPORTER_OTLP_ENDPOINT: Type.Optional(Type.String({ pattern: '^https?://' })),
  OTEL_TRACES_SAMPLER: Type.Optional(
    Type.Enum([
      'always_on',
      'always_off',
      'traceidratio',
      'parentbased_always_on',
      'parentbased_always_off',
      'parentbased_traceidratio',
    ] as const),
  ),
  /** The share of traces that a ratio keeps. */
  OTEL_TRACES_SAMPLER_ARG: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
}
/** What every service is told: where to listen and how much to say. Port 0 takes a free one. */
export const serviceSettings = {
  HOST: Type.String({ default: '127.0.0.1' }),
  PORT: port,
  OPS_PORT: port,
  LOG_LEVEL: Type.Enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const, {
    default: 'info',
  }),
  /** Whose X-Forwarded-For is believed: addresses, ranges or the names that Fastify's `trustProxy` knows. */
  TRUSTED_PROXIES: Type.String({ default: 'loopback' }),
  ...telemetrySettings,
}
export const natsSettings = {
  NATS_URL: Type.String({ pattern: '^(nats|tls)://' }),
  /** The most that the event stream may hold. A full stream makes outboxes wait, it never drops. */
  STREAM_MAX_BYTES: Type.Integer({ minimum: 1_048_576, default: 1_073_741_824 }),
  /** On how many NATS servers of a cluster the event stream is kept. */
  STREAM_REPLICAS: Type.Integer({ minimum: 1, maximum: 5, default: 1 }),
}
export const redisSettings = { REDIS_URL: Type.String({ pattern: '^rediss?://' }) }
export const databaseSettings = { DATABASE_URL: Type.String({ pattern: '^postgres(ql)?://' }) }
/** Where the keys that verify access tokens are asked for. */
export const tokenSettings = { AUTH_URL: Type.String({ pattern: '^https?://' }) }

const ServiceConfigSchema = Type.Object(serviceSettings)
export type ServiceConfig = Static<typeof ServiceConfigSchema>
const TelemetryConfigSchema = Type.Object(telemetrySettings)
export type TelemetryConfig = Static<typeof TelemetryConfigSchema>
const NatsConfigSchema = Type.Object(natsSettings)
export type NatsConfig = Static<typeof NatsConfigSchema>
const RedisConfigSchema = Type.Object(redisSettings)
export type RedisConfig = Static<typeof RedisConfigSchema>
const DatabaseConfigSchema = Type.Object(databaseSettings)
export type DatabaseConfig = Static<typeof DatabaseConfigSchema>
const TokenConfigSchema = Type.Object(tokenSettings)
export type TokenConfig = Static<typeof TokenConfigSchema>

/** Where secrets come from. */
const REMEDY =
  '. Put a random secret there, such as `openssl rand -hex 24` gives, or have all of them made (docs/operations.md, Secrets and rights)'

/** A service was told something unusable; the message names every setting at once. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

/**
 * Reads a service's settings from the environment. `THING_FILE` gives the path of a file that holds `THING`; a setting whose schema is an
 * object is told as JSON, and whatever it leaves out takes its default. A secret that is a placeholder, a default or short is refused; a URL
 * without any password is not, for some servers know their clients by certificate or network.
 * @throws {ConfigError} naming every missing or wrong setting
 */
export function readConfig<S extends TObject>(
  schema: S,
  environment: NodeJS.ProcessEnv = process.env,
): Static<S> {
  const settings: Record<string, unknown> = {}
  const unreadable: string[] = []
  const notJson: string[] = []
  const notSecret: string[] = []
  for (const [name, { type }] of Object.entries<{ type?: unknown }>(schema.properties)) {
    try {
      const value = environment[name] || readSecret(environment[`${name}_FILE`])
      if (value === undefined || value === '') continue
      const fault = type === 'string' ? findSecretFault(name, value) : undefined
      if (fault !== undefined) notSecret.push(`${name} ${fault}`)
      settings[name] = type === 'object' ? JSON.parse(value) : value
    } catch (error) {
      // Why (not there, not ours) matters less than which: the other faults are to be named with it.
      if (error instanceof SyntaxError) notJson.push(name)
      else unreadable.push(name)
    }
  }
  const ajv = new Ajv({ allErrors: true, coerceTypes: true, useDefaults: true })
  const validate = ajv.compile<Static<S>>(schema)
  if (validate(settings) && unreadable.length + notJson.length + notSecret.length === 0) return settings
  const faults = (validate.errors ?? [])
    .map(({ instancePath, message, params }) => ({
      name: instancePath.slice(1) || String(params['missingProperty']),
      fault: params['missingProperty'] === undefined ? message : 'is missing',
    }))
    .filter(({ name }) => !unreadable.includes(name) && !notJson.includes(name))
    .map(({ name, fault }) => `${name} ${fault}`)
  const files = unreadable.map(
    (name) => `${name}_FILE names a file that cannot be read: ${environment[`${name}_FILE`]}`,
  )
  const all = [...faults, ...notSecret, ...notJson.map((name) => `${name} is not JSON`), ...files]
  throw new ConfigError(`Settings to mend: ${all.join('; ')}${notSecret.length > 0 ? REMEDY : ''}`)
}

function readSecret(path: string | undefined): string | undefined {
  return path ? readFileSync(path, 'utf8').trim() : undefined
}
