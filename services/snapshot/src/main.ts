import { run } from '@mooddj/platform/run'
import { buildApp } from './app.ts'
import { loadConfig } from './config.ts'

await run('snapshot', loadConfig(), buildApp)
