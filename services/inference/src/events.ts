import { randomUUID } from 'node:crypto'
import type { App } from '@mooddj/platform/app'
import type { Bus } from '@mooddj/platform/bus'
import { inferenceAnnounced } from '@mooddj/shared/channels'
import type { FrameDoor } from './frame-door.ts'
import type { ReadingDesk } from './reading-desk.ts'

const ANNOUNCE_MS = 500
/** Frames that were on their way when the goodbye was said arrive within this. */
const GOODBYE_MS = 100

/** Tells gateways, twice a second, where this process takes frames and how it is doing; and, before it ends, that it is leaving. */
export function announceDoor(
  app: App,
  {
    bus,
    desk,
    door,
    threads,
    isFollowing,
  }: { bus: Bus; desk: ReadingDesk; door: FrameDoor; threads: number; isFollowing: boolean },
): void {
  const id = randomUUID()
  const { host, port, secret } = door
  const announce = (isLeaving: boolean) =>
    bus.publish(inferenceAnnounced, id, {
      host,
      port,
      secret,
      threads,
      ...desk.pace(),
      isLeaving,
      isFollowing,
    })
  announce(false)
  const announcing = setInterval(() => announce(false), ANNOUNCE_MS)
  app.addHook('preClose', async () => {
    clearInterval(announcing)
    announce(true)
    await new Promise((resolve) => setTimeout(resolve, GOODBYE_MS))
    await door.idle()
  })
}
