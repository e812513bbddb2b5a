import { root } from '@mooddj/dj/places'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Manifest, typeOf } from './models.ts'

const run = promisify(execFile)

/**
 * What the TypeScript compiler says of objects written down as literals of their types: it knows a field that the type has not, which
 * the schemas let pass, and so would the cluster in silence. One line a fault; none when nothing is wrong.
 */
export async function unknownFields(manifests: readonly Manifest[]): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mooddj-manifests-'))
  try {
    symlinkSync(join(root, 'tests/node_modules'), join(folder, 'node_modules'))
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    writeFileSync(join(folder, 'manifests.ts'), asLiterals(manifests))
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', '--skipLibCheck']
    await run(join(root, 'node_modules/.bin/tsc'), [...options, 'manifests.ts'], { cwd: folder })
    return []
  } catch (error) {
    if (!hasOutput(error) || !error.stdout.includes('error TS')) throw error
    return error.stdout.split('\n').filter((line) => line.includes('error TS'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function asLiterals(manifests: readonly Manifest[]): string {
  const imports = new Map<string, string>()
  const literals = manifests.map((manifest, index) => {
    const type = typeOf(manifest)
    if (type === undefined) throw new Error(`${manifest.apiVersion} ${manifest.kind} has no type`)
    imports.set(type.name, `import type { ${type.name} } from '${type.from}'`)
    return `export const object${index}: ${type.name} = ${JSON.stringify(manifest)}`
  })
  return [...imports.values(), ...literals].join('\n')
}

function hasOutput(error: unknown): error is { stdout: string } {
  return typeof error === 'object' && error !== null && 'stdout' in error && typeof error.stdout === 'string'
}
