'use client'

import type { FaceBox } from '@mooddj/card/photo-area'
import { useState } from 'react'
import type { Card } from '@mooddj/shared/card'
import type { Problem } from '@mooddj/shared/problem'
import { useApi } from '../api/api-context.tsx'
import type { CardWish } from '../api/api.ts'
import { ApiProblem, toProblem } from '../api/api-problem.ts'
import { newKey } from '../api/new-key.ts'

/** A photo and, where that is known, the face in it. */
export interface Photo {
  file: Blob
  face: FaceBox | null
}

/** A card need not wait for long to be cut a little better. */
const FACE_PATIENCE_MS = 3_000

type Wish = Pick<CardWish, 'playlistId' | 'design' | 'language' | 'timeZone'>

/** Drawing one card after another; each new one takes the place of the one before. */
export function useCardDrawing() {
  const { api } = useApi()
  const [card, setCard] = useState<Card | null>(null)
  const [busy, setBusy] = useState<'drawing' | 'deleting' | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)

  const attempt = async (what: 'drawing' | 'deleting', work: () => Promise<void>): Promise<void> => {
    setBusy(what)
    setProblem(null)
    try {
      await work()
    } catch (error) {
      setProblem(toProblem(error))
    } finally {
      setBusy(null)
    }
  }
  return {
    card,
    busy,
    problem,
    draw: (wish: Wish, photo: Photo | null): Promise<void> =>
      attempt('drawing', async () => {
        const own = { photo: photo?.file ?? null, face: photo?.face ?? null, key: newKey() }
        const drawn = await api.drawCard({ ...wish, ...own })
        setCard(drawn)
        if (card) await api.deleteCard(card.id)
      }),
    /** Gives whether it is gone. */
    remove: async (): Promise<boolean> => {
      let isGone = false
      await attempt('deleting', async () => {
        if (card) await api.deleteCard(card.id)
        setCard(null)
        isGone = true
      })
      return isGone
    },
    /** Where the face is in a photo, where it may be read and one is found. */
    findFace: async (file: Blob): Promise<FaceBox | null> => {
      const late = new Promise<null>((resolve) => {
        setTimeout(resolve, FACE_PATIENCE_MS, null)
      })
      try {
        const reading = await Promise.race([api.readPhoto(file), late])
        const [face] = reading?.faces ?? []
        return face ? [...face.box] : null
      } catch (error) {
        // Without consent, or without a face in it: the server then cuts the photo to what draws the eye.
        if (error instanceof ApiProblem) return null
        throw error
      }
    },
    clear: () => setProblem(null),
  }
}
