import type { MoodSettled } from '@mooddj/shared/channels'
import type { HeldMood } from './settle.ts'

/** The event that tells a settled mood. */
export function moodSettledEvent(
  { sessionId, accountId }: { sessionId: string; accountId: string },
  { settled, source }: HeldMood,
  settledAt: number,
): MoodSettled {
  const { since: _since, ...rest } = settled
  return { sessionId, accountId, ...rest, source, settledAt: new Date(settledAt).toISOString() }
}
