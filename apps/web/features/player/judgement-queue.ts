import { type Static, Type } from 'typebox'
import { createParser } from '@mooddj/shared/codec'
import { VerdictSchema } from '@mooddj/shared/playlist'
import { ApiProblem } from '../api/api-problem.ts'
import { newKey } from '../api/new-key.ts'

const WaitingSchema = Type.Array(
  Type.Object({
    playlistId: Type.String(),
    trackId: Type.String(),
    verdict: VerdictSchema,
    positionMs: Type.Number(),
    key: Type.String(),
  }),
)
const waitingJudgements = createParser(WaitingSchema)
type Waiting = Static<typeof WaitingSchema>
type WaitingJudgement = Waiting[number]

export interface JudgementQueueOptions {
  send: (judgement: WaitingJudgement) => Promise<void>
  /** Outlives a reload of the page. */
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  /** How long to wait before the given attempt, counted from 0. */
  pauseMs?: (attempt: number) => number
}

/** Judgements on their way to the server, in order, each until it has arrived. */
export interface JudgementQueue {
  add(judgement: Omit<WaitingJudgement, 'key'>): void
  /** Tries at once what is waiting; call it when the network or the sign-in comes back. */
  flush(): void
  waiting(): number
  /** Stops trying; what waits stays in storage. */
  close(): void
}

const STORAGE_KEY = 'mooddj.judgements'
/** An evening without a network; beyond it the oldest are given up. */
const LIMIT = 200

export function createJudgementQueue({
  send,
  storage,
  pauseMs = defaultPauseMs,
}: JudgementQueueOptions): JudgementQueue {
  const held: {
    waiting: Waiting
    sending: boolean
    attempt: number
    timer: ReturnType<typeof setTimeout> | undefined
    closed: boolean
  } = {
    waiting: readWaiting(storage),
    sending: false,
    attempt: 0,
    timer: undefined,
    closed: false,
  }
  const keep = (waiting: Waiting) => {
    held.waiting = waiting
    if (waiting.length > 0) storage.setItem(STORAGE_KEY, JSON.stringify(waiting))
    else storage.removeItem(STORAGE_KEY)
  }
  const drop = (done: WaitingJudgement) => {
    held.attempt = 0
    keep(held.waiting.filter(({ key }) => key !== done.key))
  }
  const work = async (): Promise<void> => {
    if (held.sending || held.closed) return
    held.sending = true
    clearTimeout(held.timer)
    for (let first = held.waiting[0]; first && !held.closed; first = held.waiting[0]) {
      try {
        await send(first)
        drop(first)
      } catch (error) {
        const fate = fateOf(error)
        if (fate === 'drop') {
          drop(first)
          continue
        }
        if (fate === 'retry') {
          held.timer = setTimeout(() => void work(), pauseMs(held.attempt))
          held.attempt += 1
        }
        break
      }
    }
    held.sending = false
  }
  return {
    add(judgement) {
      keep([...held.waiting, { ...judgement, key: newKey() }].slice(-LIMIT))
      void work()
    },
    flush: () => void work(),
    waiting: () => held.waiting.length,
    close: () => {
      held.closed = true
      clearTimeout(held.timer)
    },
  }
}

/** `keep`: signed out, so it waits for the next flush. `drop`: the server will never take it, as with a deleted playlist. */
function fateOf(error: unknown): 'retry' | 'keep' | 'drop' {
  if (!(error instanceof ApiProblem)) return 'drop'
  if (error.problem.status === 401) return 'keep'
  return error.passing || error.problem.status === 429 ? 'retry' : 'drop'
}

function defaultPauseMs(attempt: number): number {
  return Math.min(30_000, 1_000 * 2 ** attempt)
}

/** What an earlier visit left; anything unreadable is as good as nothing. */
function readWaiting(storage: Pick<Storage, 'getItem'>): Waiting {
  const text = storage.getItem(STORAGE_KEY)
  if (text === null) return []
  try {
    return waitingJudgements.parseText(text)
  } catch {
    return []
  }
}
