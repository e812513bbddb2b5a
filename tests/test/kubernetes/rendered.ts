import { root } from '@mooddj/dj/places'
import { join } from 'node:path'
import { Type } from 'typebox'
import { createParser } from '@mooddj/shared/codec'
import { parseAllDocuments } from 'yaml'
import { kustomize } from './kubectl.ts'
import type { Manifest } from './models.ts'

const manifests = createParser(Type.Array(Type.Object({ apiVersion: Type.String(), kind: Type.String() })))

/** What is applied to a cluster for one overlay, read as Kubernetes reads it (YAML 1.1). */
async function render(kubectl: string, overlay: string): Promise<Manifest[]> {
  return readManifests(await kustomize(kubectl, join(root, 'deploy/overlays', overlay)))
}

/** The objects of YAML documents. */
export function readManifests(text: string): Manifest[] {
  return manifests.parse(parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS()))
}

/** The objects that a guard picks out. */
export function pick<T extends Manifest>(all: readonly Manifest[], is: (value: unknown) => value is T): T[] {
  return all.filter((manifest): manifest is Manifest & T => is(manifest))
}

/** Everything that can be applied as it is, by its folder in deploy/overlays. */
export const overlays = [
  'local',
  'production',
  'production-gpu',
  'production-ingress',
  'production-keda',
  'production-traces',
] as const
export type Overlay = (typeof overlays)[number]

/** All of them, or those that are wanted. */
export async function renderAll(
  kubectl: string,
  wanted: readonly Overlay[] = overlays,
): Promise<ReadonlyMap<Overlay, Manifest[]>> {
  const rendered = new Map<Overlay, Manifest[]>()
  for (const overlay of wanted) rendered.set(overlay, await render(kubectl, overlay))
  return rendered
}
