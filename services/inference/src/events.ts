import type { App } from '@mooddj/platform/app'
import type { Bus } from '@mooddj/platform/bus'
import { frameCaptured, moodDetected } from '@mooddj/shared/channels'
import type { ReadingDesk } from './reading-desk.ts'

/** Every process of this service hears a part of the frames. */
const QUEUE = 'inference'

/** Answers every frame with a reading or a named failure on its session's subject. A frame leaves no trace but that. */
export function handleEvents(app: App, { bus, desk }: { bus: Bus; desk: ReadingDesk }): void {
  const inWork = new Set<Promise<void>>()
  const stop = bus.listen(
    frameCaptured,
    '*',
    (frame, sessionId) => {
      const work = desk.readFrame(sessionId, frame).then((detected) => {
        bus.publish(moodDetected, sessionId, detected)
        inWork.delete(work)
      })
      inWork.add(work)
    },
    { queue: QUEUE },
  )
  app.addHook('preClose', async () => {
    stop()
    await Promise.all(inWork)
  })
}
