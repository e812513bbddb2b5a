'use client'

import { Link2, Unlink } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Problem } from '@mooddj/shared/problem'
import type { SpotifyLink } from '@mooddj/shared/spotify'
import { useApi } from '../api/api-context.tsx'
import { toProblem } from '../api/api-problem.ts'
import { useSettings } from '../settings/settings-context.tsx'
import { ConfirmButton } from '../ui/confirm-button.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { Working } from '../ui/working.tsx'
import { isEnding, linkWords, OUTCOME_WORDS } from './spotify-words.ts'
import { useSpotifyOutcome } from './use-spotify-outcome.ts'

/** Whether Spotify is linked, and both ways to change that. Not shown where nobody can link. */
export function SpotifySection() {
  const { api } = useApi()
  const outcome = useSpotifyOutcome()
  const [link, setLink] = useState<SpotifyLink | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const attempt = useCallback(
    async (work: () => Promise<void>) => {
      setProblem(null)
      try {
        await work()
        setLink(await api.spotifyLink())
      } catch (error) {
        setProblem(toProblem(error))
      }
    },
    [api],
  )
  const look = useCallback(() => attempt(async () => undefined), [attempt])
  useEffect(() => {
    void look()
  }, [look])
  const section = useRef<HTMLElement>(null)
  const isThere = link !== null
  useEffect(() => {
    if (outcome !== null && isThere) section.current?.scrollIntoView({ block: 'center' })
  }, [outcome, isThere])
  if (link?.state === 'not-configured') return null
  return (
    <section ref={section} aria-labelledby="spotify" className="glass space-y-3 p-5">
      <h2 id="spotify" className="text-xl">
        Spotify
      </h2>
      <p role="status" className="font-medium">
        {outcome ? OUTCOME_WORDS[outcome] : ''}
      </p>
      {!link && !problem ? <Working>Asking about Spotify</Working> : null}
      {link?.isMadeUp ? (
        <p className="text-sm text-warn">This is a made-up Spotify on this machine, for trying things out.</p>
      ) : null}
      {link ? <p className="text-ink-soft">{linkWords(link, new Date())}</p> : null}
      {link ? <Ways link={link} attempt={attempt} /> : null}
      <ProblemNote problem={problem}>
        <button type="button" className="button button-quiet" onClick={() => void look()}>
          Try again
        </button>
      </ProblemNote>
    </section>
  )
}

function Ways({
  link,
  attempt,
}: {
  link: SpotifyLink
  attempt: (work: () => Promise<void>) => Promise<void>
}) {
  const { api } = useApi()
  const { publicUrl } = useSettings()
  const [isLeaving, setIsLeaving] = useState(false)
  const begin = async () => {
    setIsLeaving(true)
    try {
      location.assign(await api.beginSpotifyLink())
    } catch (error) {
      setIsLeaving(false)
      throw error
    }
  }
  // A browser keeps what is said at localhost from 127.0.0.1, where Spotify leads back to.
  if (location.hostname === 'localhost' && new URL(publicUrl).hostname !== 'localhost') {
    const page = new URL('/account', publicUrl).href
    return (
      <p className="text-sm text-ink-soft">
        Spotify does not lead back to localhost. Open{' '}
        <a className="break-all underline" href={page}>
          {page}
        </a>{' '}
        to link.
      </p>
    )
  }
  return (
    <div className="flex flex-wrap gap-2">
      {link.state === 'linked' && !isEnding(link, new Date()) ? null : (
        <button
          type="button"
          className="button button-primary"
          disabled={isLeaving}
          onClick={() => void attempt(begin)}
        >
          <Link2 aria-hidden size={18} /> {link.state === 'none' ? 'Link Spotify' : 'Link Spotify again'}
        </button>
      )}
      {link.state === 'none' ? null : (
        <ConfirmButton
          word="Unlink Spotify"
          question="Mood DJ forgets your Spotify account and all that came from it. Playlists in your Spotify library stay there."
          Icon={Unlink}
          onConfirm={async () => {
            await api.unlinkSpotify()
            await attempt(async () => undefined)
          }}
        />
      )}
    </div>
  )
}
