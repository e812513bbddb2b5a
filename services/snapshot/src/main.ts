import { run } from '@mooddj/platform/run'
import { buildApp } from './app.ts'
import { loadConfig } from './config.ts'

const config = loadConfig()
await run(await buildApp(config), config)
