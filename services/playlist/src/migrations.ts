import { fileURLToPath } from 'node:url'

/** Where the migrations of this service's schema are. */
export const MIGRATIONS = {
  folder: fileURLToPath(new URL('../migrations', import.meta.url)),
  schema: 'playlist',
}
