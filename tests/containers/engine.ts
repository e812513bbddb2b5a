import { setTimeout as wait } from 'node:timers/promises'
import { getContainerRuntimeClient } from 'testcontainers'

const STOPS_WITHIN_S = 30

/** Ends a container in good order and keeps it, as an orchestrator does in a roll-out. */
export async function stopContainer(id: string): Promise<void> {
  const { container } = await getContainerRuntimeClient()
  await container.getById(id).stop({ t: STOPS_WITHIN_S })
}

/** Starts a container that was stopped, and resolves when its own health check is content. */
export async function startContainer(id: string, withinMs = 60_000): Promise<void> {
  const { container } = await getContainerRuntimeClient()
  const again = container.getById(id)
  await again.start()
  const deadline = performance.now() + withinMs
  for (;;) {
    const { State: state } = await again.inspect()
    if (state.Health?.Status === 'healthy') return
    if (performance.now() > deadline)
      throw new Error(`a container is ${state.Health?.Status} (${state.Status}) after ${withinMs} ms`)
    await wait(200)
  }
}
