import { createApp } from '@mooddj/platform/app'
import { Registry } from 'prom-client'
import { openReadingDesk } from './src/reading-desk.ts'
import { chooseModels, readManifest, REPOSITORY_ROOT } from './src/manifest.ts'
import { readFileSync } from 'node:fs'
const rss = () => Math.round(process.memoryUsage().rss / 1e6)
console.log('imports', rss())
await import('./src/app.ts'); console.log('app imports', rss())
const app = createApp({ HOST: '127.0.0.1', PORT: 0, OPS_PORT: 0, LOG_LEVEL: 'silent', TRUSTED_PROXIES: 'loopback' }, 'x')
const desk = await openReadingDesk(app, { threads: Number(process.argv[2]), setup: { root: REPOSITORY_ROOT, models: chooseModels(await readManifest(REPOSITORY_ROOT)) }, metrics: new Registry() })
console.log('threads', rss())
const frames = [0, 1, 2].map(i => readFileSync(`/tmp/inf/f${i}.jpg`))
for (let n = 0; n <= 1200; n++) { await Promise.all([0, 1, 2].map(s => desk.readFrame('s' + s, { number: n, capturedAt: Date.now(), jpeg: frames[(n + s) % 3]! }))); if (n % 200 === 0 && n) console.log(n * 3, rss()) }
await app.close()
