import { freePort, isPortFree } from '@mooddj/dj/ports'

const MOST_DRAWS = 100

/** So many TCP ports in a row that nothing listens on right now. */
export async function freePorts(count: number): Promise<number[]> {
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const first = await freePort()
    const ports = Array.from({ length: count }, (_, index) => first + index)
    if ((await Promise.all(ports.map((port) => isPortFree(port)))).every(Boolean)) return ports
  }
  throw new Error(`there are no ${count} free ports in a row`)
}
