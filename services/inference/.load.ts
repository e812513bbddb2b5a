import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { openBus } from '@mooddj/platform/bus'
import { createApp } from '@mooddj/platform/app'
import { moodDetected } from '@mooddj/shared/channels'
import { openHouse } from './test/house.ts'
import { cameraJpeg } from './test/pictures.ts'
const SESS = Number(process.argv[2] ?? 3), FPS = Number(process.argv[3] ?? 10), SECS = Number(process.argv[4] ?? 120), W = 480
const house = await openHouse()
const port = await house.freePort()
const svc = spawn(process.execPath, ['src/main.ts'], { env: { ...process.env, ...house.environment, OPS_PORT: String(port), INFERENCE_THREADS: '2' }, stdio: 'inherit' })
for (;;) { const ok = await fetch(`http://127.0.0.1:${port}/readyz`).then(r => r.ok, () => false); if (ok) break; await new Promise(r => setTimeout(r, 100)) }
const frames: Buffer[] = []
for (let i = 0; i < 40; i++) frames.push(await cameraJpeg(2, { part: { left: 800 + i * 8, top: 60, width: 640, height: 480 } }))
const g = createApp(house.config, 'x'); const bus = await openBus(g, house.config, 'x')
let read = 0, dropped = 0, faces = 0; const ages: number[] = []; let secs: number[] = []
bus.listen(moodDetected, '*', d => { if (d.outcome === 'reading') { read++; faces += d.reading.faces.length; const a = Date.now() - d.reading.capturedAt; ages.push(a); secs.push(a) } else dropped++ })
let n = 0; const stat = () => { const s = readFileSync(`/proc/${svc.pid}/stat`, 'utf8').split(') ')[1]!.split(' '); return (Number(s[11]) + Number(s[12])) * 10 }
const rss = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${svc.pid}/status`, 'utf8'))![1]) / 1024
const c0 = stat(); const t0 = Date.now()
const timers = Array.from({ length: SESS }, (_, s) => { let k = s * 7; return setInterval(() => { house.sendFrame('s' + s, n++, frames[k++ % 40]!) }, 1000 / FPS) })
const q = (a: number[], p: number) => a.sort((x, y) => x - y)[Math.floor(p * (a.length - 1))]
const mon = setInterval(() => { console.log(((Date.now() - t0) / 1000).toFixed(0), 'rss', rss().toFixed(0), 'read', read, 'dropped', dropped, 'p50', q(secs, 0.5), 'p99', q(secs, 0.99)); secs = [] }, SECS * 1000 / 12)
await new Promise(r => setTimeout(r, SECS * 1000))
timers.forEach(clearInterval); clearInterval(mon)
console.log('read', read, 'of', n, 'faces/frame', faces / read, 'dropped', dropped, 'age p50', q(ages, 0.5), 'p99', q(ages, 0.99), 'cpu ms/frame', ((stat() - c0) / read).toFixed(1), 'rss', rss())
console.log((await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()).split('\n').filter(l => /mooddj_stage_seconds_(sum|count).*frame/.test(l)).join('\n'))
const te = Date.now(); svc.kill('SIGTERM'); await new Promise(r => svc.once('exit', (c, s) => { console.log('exit', c, s, Date.now() - te); r(0) }))
await g.close(); await house.close()
