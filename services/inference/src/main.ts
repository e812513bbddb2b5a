import { readConfig } from '@mooddj/platform/config'
import { run } from '@mooddj/platform/run'
import { buildApp } from './app.ts'
import { ConfigSchema } from './config.ts'

await run('inference', readConfig(ConfigSchema), (config) => buildApp(config))
