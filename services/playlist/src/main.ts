import { run } from '@mooddj/platform/run'
import { buildApp } from './app.ts'
import { playlistConfig } from './config.ts'

const config = playlistConfig()
await run(await buildApp(config), config)
