import { run } from '@mooddj/platform/run'
import { buildApp } from './app.ts'
import { playlistConfig } from './config.ts'

await run('playlist', playlistConfig(), buildApp)
