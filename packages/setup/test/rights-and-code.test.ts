import * as channels from '@mooddj/shared/channels'
import { natsRights } from '@mooddj/setup/nats-rights'
import { redisRights } from '@mooddj/setup/redis-rights'
import { serviceNames } from '@mooddj/setup/roles'
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const services = join(import.meta.dirname, '../../../services')
/** Each channel as rights name it, by the name that code gives it. */
const nameOf = new Map(
  Object.entries(channels).flatMap(([identifier, value]) =>
    'delivery' in value ? [[identifier, `${value.delivery}.${value.name}`] as const] : [],
  ),
)

function codeOf(service: string): string {
  const files = globSync('**/*.ts', { cwd: join(services, service, 'src') })
  return files.map((file) => readFileSync(join(services, service, 'src', file), 'utf8')).join('\n')
}

/** Channels that are named right behind such a call in a service's code. */
function channelsAfter(service: string, call: RegExp): string[] {
  const found = [...codeOf(service).matchAll(call)].flatMap(({ 0: { length }, index }) => {
    const [args = ''] = codeOf(service)
      .slice(index + length, index + length + 120)
      .split(/[({;]/)
    return [...args.matchAll(/\w+/g)].flatMap(([word]) => nameOf.get(word) ?? [])
  })
  return sorted([...new Set(found)])
}

function sorted(names: readonly string[]): string[] {
  return names.toSorted()
}

for (const service of serviceNames) {
  test(`${service} may tell, hear and handle on NATS what its code tells, hears and handles, and nothing more`, () => {
    const { tells, hears, handles, erases } = natsRights[service]
    assert.deepEqual(channelsAfter(service, /\b(?:tell|addToOutbox|bus\.publish)\(/g), sorted(tells), 'tells')
    assert.deepEqual(channelsAfter(service, /\bbus\.listen\(/g), sorted(hears), 'hears')
    assert.deepEqual(channelsAfter(service, /\bstreams\.handle\(/g), sorted(handles), 'handles')
    assert.equal(/\bstreams\.purge\(/.test(codeOf(service)), erases, 'erases')
  })

  test(`${service} may use in Redis the commands that its code uses, and nothing more`, () => {
    const code = codeOf(service)
    const isUsed = (command: string) => new RegExp(`\\.${command}\\(`).test(code)
    // What the deny list, which is the platform's, uses for auth alone.
    const commands = redisRights[service].commands.split(' ').filter((command) => command !== '')
    const unused = commands.filter(
      (command) => !isUsed(command) && !(service === 'auth' && ['set', 'del'].includes(command)),
    )
    assert.deepEqual(unused, [])
  })
}
