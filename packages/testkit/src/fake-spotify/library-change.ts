import { type Answer, type Asked, requireScope } from './asked.ts'
import { libraryUrisOf } from './request-rules.ts'
import type { FakeState } from './state.ts'

/** Tracks are saved and forgotten; one's own playlist comes back and goes. */
export function changeLibrary(state: FakeState, asked: Asked, isSaving: boolean): Answer {
  for (const { uri, kind, id } of libraryUrisOf(asked.query)) {
    if (kind === 'track') {
      requireScope(asked, 'user-library-modify')
      const others = asked.listener.saved.filter((saved) => saved !== uri)
      asked.listener.saved = isSaving ? [uri, ...others] : others
    } else {
      const playlist = state.playlists.get(id)
      requireScope(asked, playlist?.isPublic === false ? 'playlist-modify-private' : 'playlist-modify-public')
      if (playlist?.owner === asked.listener.name) playlist.isRemoved = !isSaving
    }
  }
  return { status: 200 }
}
