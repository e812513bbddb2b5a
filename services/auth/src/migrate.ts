import { join } from 'node:path'
import { databaseSettings, readConfig } from '@mooddj/platform/config'
import { migrateDatabase } from '@mooddj/platform/migrate'
import { Type } from 'typebox'

const folder = join(import.meta.dirname, '../migrations')
await migrateDatabase(readConfig(Type.Object(databaseSettings)), { folder, schema: 'auth' })
