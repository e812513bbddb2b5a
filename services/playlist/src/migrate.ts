import { databaseSettings, readConfig } from '@mooddj/platform/config'
import { migrateDatabase } from '@mooddj/platform/migrate'
import { Type } from 'typebox'
import { MIGRATIONS } from './migrations.ts'

await migrateDatabase(readConfig(Type.Object(databaseSettings)), MIGRATIONS)
