import { isCamelot } from '@mooddj/engine/camelot'
import type { Candidate } from './catalogue.ts'

/**
 * The candidates that a playlist can be made of, each song once: what a provider could not place in the plane or gave no usable tempo and key
 * is left out, and of several releases of a song (another id, "(Live)", "- Remastered") the first is kept.
 */
export function fitCandidates(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>()
  return candidates.filter((candidate) => {
    if (!isFit(candidate)) return false
    const song = songOf(candidate)
    if (seen.has(candidate.id) || seen.has(song)) return false
    seen.add(candidate.id).add(song)
    return true
  })
}

function isFit({ id, valence, arousal, tempo, key, durationMs }: Candidate): boolean {
  return (
    id !== '' &&
    Math.abs(valence) <= 1 &&
    Math.abs(arousal) <= 1 &&
    tempo > 0 &&
    tempo < Infinity &&
    durationMs > 0 &&
    isCamelot(key)
  )
}

/** The same for every release of a song. Line breaks keep it apart from any id. */
function songOf({ artist, title }: Candidate): string {
  const ends = [' (', ' [', ' - '].map((mark) => title.indexOf(mark)).filter((end) => end > 0)
  return `${artist}\n${title.slice(0, Math.min(title.length, ...ends))}`.toLowerCase()
}
