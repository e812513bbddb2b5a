/** Runs inputs together: one result for each input, in their order. */
export type BatchRun<Input, Output> = (inputs: readonly Input[]) => Promise<readonly Output[]>

/** How much is waited for company. */
export interface BatchLimits {
  /** So many inputs at most run together. */
  most: number
  /** So long at most a first input waits for others, ms. */
  waitMs: number
}

/**
 * Collects what comes from everywhere and runs it together: as soon as enough have come or the first has waited long enough, and never two
 * runs at once, so that a busy card's next batch fills by itself. A run that fails fails all of its inputs and no others.
 */
export function createBatchQueue<Input, Output>(
  run: BatchRun<Input, Output>,
  { most, waitMs }: BatchLimits,
): (input: Input) => Promise<Output> {
  const waiting: { input: Input; settled: PromiseWithResolvers<Output> }[] = []
  let running = false
  let timer: NodeJS.Timeout | undefined

  const runBatch = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    const batch = waiting.splice(0, most)
    running = true
    try {
      const outputs = await run(batch.map(({ input }) => input))
      for (const [at, { settled }] of batch.entries()) {
        const output = outputs[at]
        if (output === undefined) settled.reject(new Error('a batch gave fewer outputs than inputs'))
        else settled.resolve(output)
      }
    } catch (error) {
      for (const { settled } of batch) settled.reject(error)
    }
    running = false
    plan()
  }

  const plan = (): void => {
    if (running || waiting.length === 0) return
    if (waiting.length >= most) void runBatch()
    else timer ??= setTimeout(() => void runBatch(), waitMs)
  }

  return (input) => {
    const settled = Promise.withResolvers<Output>()
    waiting.push({ input, settled })
    plan()
    return settled.promise
  }
}
