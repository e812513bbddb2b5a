import { migrateDatabase } from '@mooddj/platform/migrate'
import { databaseSettings, readConfig } from '@mooddj/platform/config'
import { fileURLToPath } from 'node:url'
import { Type } from 'typebox'

await migrateDatabase(readConfig(Type.Object(databaseSettings)), {
  folder: fileURLToPath(new URL('../migrations', import.meta.url)),
  schema: 'snapshot',
})
