import { readConfig } from '@mooddj/platform/config'
import { run } from '@mooddj/platform/run'
import { buildApp } from './app.ts'
import { ConfigSchema } from './config.ts'

const config = readConfig(ConfigSchema)
await run(await buildApp(config), config)
