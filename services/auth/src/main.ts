import { run } from '@mooddj/platform/run'
import { buildApp } from './app.ts'
import { readAuthConfig } from './config.ts'

await run('auth', readAuthConfig(), buildApp)
