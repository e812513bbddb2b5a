import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Type from 'typebox'
import Value from 'typebox/value'
import { freePort, isPortFree } from './ports.ts'

const Book = Type.Record(Type.String(), Type.Integer())

/**
 * A free loopback port for each name, the same as last time where nobody has taken it since. Kept in the data folder.
 */
export async function assignPorts<Name extends string>(
  data: string,
  names: readonly Name[],
): Promise<(name: Name) => number> {
  const file = join(data, 'ports.json')
  const kept = existsSync(file) ? Value.Parse(Book, JSON.parse(readFileSync(file, 'utf8'))) : {}
  const book = new Map<string, number>()
  for (const name of names) {
    const before = kept[name]
    const isUsable = before !== undefined && (await isPortFree(before))
    book.set(name, isUsable ? before : await newPort([...book.values(), ...Object.values(kept)]))
  }
  writeFileSync(file, JSON.stringify(Object.fromEntries(book), null, 2))
  return (name) => {
    const port = book.get(name)
    if (port === undefined) throw new Error(`No port was assigned to ${name}`)
    return port
  }
}

/** The port that a house's data says was assigned to a name. */
export function portOf(data: string, name: string): number | undefined {
  return Value.Parse(Book, JSON.parse(readFileSync(join(data, 'ports.json'), 'utf8')))[name]
}

async function newPort(taken: readonly number[]): Promise<number> {
  const port = await freePort()
  return taken.includes(port) ? newPort(taken) : port
}
