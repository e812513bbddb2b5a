import { run } from '@mooddj/platform/run'
import { buildApp } from './app.ts'
import { readAuthConfig } from './config.ts'

const config = readAuthConfig()
await run(await buildApp(config), config)
