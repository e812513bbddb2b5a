import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sharedFolder } from '@mooddj/dj/training/run-training'
import { type Candidate, builtInCatalogue } from '@mooddj/playlist/catalogue'
import { createParser } from '@mooddj/shared/codec'
import { parse } from 'csv-parse/sync'
import { Type } from 'typebox'
import { ranked } from './rank.ts'

/** Candidates from one place, or why there are none. */
export interface Source {
  name: 'built-in' | 'songs' | 'fma'
  title: string
  candidates: readonly Candidate[] | { reason: string }
}

/**
 * The built-in catalogue, 2,000 hits and 13,129 tracks of the Free Music Archive. Valence is each source's own, arousal its "energy"; both are
 * turned into ranks within the source, because providers' scales are neither centred nor alike.
 */
export async function readSources(): Promise<Source[]> {
  const folder = join(sharedFolder(), 'data', 'music')
  const from = async (file: string, read: (text: string) => Candidate[]) => {
    const path = join(folder, file)
    return existsSync(path) ? read(await readFile(path, 'utf8')) : { reason: `there is no ${path}` }
  }
  return [
    { name: 'built-in', title: 'the built-in catalogue', candidates: builtInCatalogue() },
    { name: 'songs', title: '2,000 hits', candidates: await from('songs_normalize.csv', readSongs) },
    {
      name: 'fma',
      title: 'Free Music Archive',
      candidates: await from('fma-echonest-metrics.json', readArchive),
    },
  ]
}

const feature = Type.Number()
const songs = createParser(
  Type.Array(
    Type.Object({
      artist: Type.String(),
      song: Type.String(),
      duration_ms: Type.String(),
      energy: Type.String(),
      valence: Type.String(),
      tempo: Type.String(),
      key: Type.String(),
      mode: Type.String(),
    }),
  ),
)

/** Camelot steps of C, D flat, … B: a fifth up is one step on. */
const MAJOR_STEPS = [8, 3, 10, 5, 12, 7, 2, 9, 4, 11, 6, 1]
/** A minor key's number is that of its relative major, three half tones up. */
const RELATIVE = 3

function readSongs(text: string): Candidate[] {
  const rows = songs.parse(parse(text, { columns: true, skip_empty_lines: true }))
  const valences = ranked(rows.map(({ valence }) => Number(valence)))
  const arousals = ranked(rows.map(({ energy }) => Number(energy)))
  return rows.map(({ artist, song, duration_ms: duration, tempo, key, mode }, index) => {
    const isMajor = mode === '1'
    const step = MAJOR_STEPS[(Number(key) + (isMajor ? 0 : RELATIVE)) % 12]
    return {
      id: `song:${index}`,
      title: song,
      artist,
      source: 'spotify',
      durationMs: Number(duration),
      valence: valences[index] ?? 0,
      arousal: arousals[index] ?? 0,
      tempo: Number(tempo),
      key: `${step}${isMajor ? 'B' : 'A'}`,
    }
  })
}

const column = Type.Record(Type.String(), feature)
const archive = createParser(
  Type.Object({ track_id: column, energy: column, valence: column, tempo: column }),
)

/** This source names no artists and no keys: each track is its own artist, and its key is not to be believed. */
function readArchive(text: string): Candidate[] {
  const { track_id: ids, energy, valence, tempo } = archive.parseText(text)
  const rows = Object.keys(ids)
  const valences = ranked(rows.map((row) => valence[row] ?? 0))
  const arousals = ranked(rows.map((row) => energy[row] ?? 0))
  return rows.map((row, index) => ({
    id: `fma:${ids[row]}`,
    title: `Track ${ids[row]}`,
    artist: `Artist of ${ids[row]}`,
    source: 'spotify',
    durationMs: 180_000,
    valence: valences[index] ?? 0,
    arousal: arousals[index] ?? 0,
    tempo: tempo[row] ?? 0,
    key: '8B',
    confidence: { key: 0 },
  }))
}
