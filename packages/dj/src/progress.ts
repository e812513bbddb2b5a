/** Tells a person what happens, one line a step. */
export interface Progress {
  readonly say: (line: string) => void
  /** Runs a step and says how long it took. The name is shown while it runs when there is a terminal. */
  readonly step: <Result>(name: string, task: () => Promise<Result>) => Promise<Result>
}

/** Progress on standard output, or, in a detached supervisor, told to the dj that started it as well. */
export function createProgress(): Progress {
  const say = (line: string) => {
    console.log(line)
    if (process.connected) process.send?.({ line })
  }
  return {
    say,
    step: async (name, task) => {
      const began = performance.now()
      if (process.stdout.isTTY) process.stdout.write(`  ${name} …\r`)
      const result = await task()
      const seconds = ((performance.now() - began) / 1000).toFixed(1)
      say(`✔ ${name} (${seconds} s)  `.trimEnd())
      return result
    },
  }
}
