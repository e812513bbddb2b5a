import type { EmotionPoints } from '@mooddj/shared/affect'
import type { PlaylistRequest } from '@mooddj/shared/playlist'
import { awaitMood, type MoodRooms } from './await-mood.ts'
import { fieldProblem } from './field-problem.ts'
import type { SessionMood } from './store/sessions.ts'

/** Where a playlist begins: at the settled mood of a live session, or at one chosen by hand. Exactly one of the two must be told. */
export async function startOf(
  rooms: MoodRooms & { points: EmotionPoints },
  accountId: string,
  { sessionId, mood: emotion }: PlaylistRequest,
): Promise<{ mood: SessionMood; sessionId: string | null }> {
  if (sessionId !== undefined && emotion === undefined) {
    return { mood: await awaitMood({ accountId, sessionId }, rooms), sessionId }
  }
  if (emotion !== undefined && sessionId === undefined) {
    return { mood: { emotion, point: rooms.points[emotion] }, sessionId: null }
  }
  throw fieldProblem(['sessionId', 'mood'], 'give exactly one of sessionId and mood')
}
