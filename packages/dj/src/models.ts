import { join } from 'node:path'
import type { LogFiles } from './log-files.ts'
import { root } from './places.ts'
import { runStep } from './run-step.ts'
import { ownEnvironment } from './services.ts'

/** Puts the models that models/manifest.json names in place and checks their digests; the inference service knows how. */
export async function prepareModels(logs: LogFiles, signal?: AbortSignal): Promise<void> {
  const step = {
    name: 'models',
    command: process.execPath,
    args: ['src/prepare-models.ts'],
    cwd: join(root, 'services', 'inference'),
    env: ownEnvironment(),
  }
  await runStep(step, logs, signal)
}
