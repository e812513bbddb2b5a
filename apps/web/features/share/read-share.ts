import { createParser } from '@mooddj/shared/codec'
import { type SharedPlaylist, SharedPlaylistSchema } from '@mooddj/shared/playlist'
import type { Problem } from '@mooddj/shared/problem'
import { ApiProblem, toProblem } from '../api/api-problem.ts'
import { createCaller } from '../api/caller.ts'
import { readSettings } from '../settings/settings.ts'

const sharedPlaylists = createParser(SharedPlaylistSchema)

export type Share =
  | { found: 'playlist'; playlist: SharedPlaylist }
  | { found: 'nothing' }
  | { found: 'problem'; problem: Problem }

/** Asks the API, from this server, what a share link shows. The visitor's address goes along so that limits count them. */
export async function readShare(token: string, forwardedFor: string | null): Promise<Share> {
  const caller = createCaller({ origin: readSettings().gatewayUrl })
  try {
    const response = await caller.send({
      method: 'GET',
      path: `/v1/shares/${encodeURIComponent(token)}`,
      headers: forwardedFor === null ? {} : { 'x-forwarded-for': forwardedFor },
      patienceMs: 3_000,
    })
    return { found: 'playlist', playlist: sharedPlaylists.parse(await response.json()) }
  } catch (error) {
    const isUnknown = error instanceof ApiProblem && [400, 404, 410, 414].includes(error.problem.status)
    return isUnknown ? { found: 'nothing' } : { found: 'problem', problem: toProblem(error) }
  }
}
