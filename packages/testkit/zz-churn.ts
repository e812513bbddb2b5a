import { smilingFrame } from '@mooddj/testkit/camera-frames'
import { createListener } from '@mooddj/testkit/listener'
const frame = await smilingFrame()
const l = await createListener('http://127.0.0.1:18480'); await l.consent()
for (let i = 0; i < 400; i++) {
  const live = await l.openLive()
  live.sendFrame(frame); live.sendFrame(frame)
  if (i % 2) await live.next('mood')
  live.close(); await live.closed
}
process.exit(0)
