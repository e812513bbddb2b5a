import Type, { type Static } from 'typebox'
import { isAllowed } from './spdx.ts'

/** What `pnpm licenses list --json` says: packages by the licence that they name. */
export const LicenceList = Type.Record(
  Type.String(),
  Type.Array(Type.Object({ name: Type.String(), versions: Type.Array(Type.String()) })),
)
export type LicenceList = Static<typeof LicenceList>

/** Licences under which anything may be passed on with Mood DJ, in source or in an image, if its notices go along. */
const ALLOWED: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'OFL-1.1',
  'PSF-2.0',
  'Unlicense',
  'Zlib',
])

interface Exception {
  readonly licence: string
  readonly packages: RegExp
  /** Why these packages may be used though their licence is not among the others. */
  readonly because: string
}

const EXCEPTIONS: readonly Exception[] = [
  {
    licence: 'LGPL-3.0-or-later',
    packages: /^@img\/sharp-libvips-[a-z0-9-]+$/,
    because:
      'a shared library, unmodified and loaded at run time: whoever wants to can put another build in its place',
  },
  {
    licence: 'MPL-2.0',
    packages: /^axe-core$/,
    because: 'unmodified, in tests only: no image holds it',
  },
  {
    licence: 'CC-BY-4.0',
    packages: /^caniuse-lite$/,
    because: 'tables of what browsers can do, read while the page is built',
  },
]

/** Packages whose licence is neither allowed nor excepted, one sentence each. */
export function findForbidden(list: LicenceList): string[] {
  return Object.entries(list).flatMap(([licence, packages]) =>
    isAllowed(licence, ALLOWED)
      ? []
      : packages
          .filter(
            ({ name }) => !EXCEPTIONS.some((each) => each.licence === licence && each.packages.test(name)),
          )
          .map(({ name, versions }) => `${name} ${versions.join(', ')} is under ${licence}`),
  )
}
