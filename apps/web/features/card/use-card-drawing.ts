'use client'

import { useState } from 'react'
import type { Card, CardDesign } from '@mooddj/shared/card'
import type { Problem } from '@mooddj/shared/problem'
import { useApi } from '../api/api-context.tsx'
import { toProblem } from '../api/api-problem.ts'
import { newKey } from '../api/new-key.ts'

/** Drawing one card after another from photos; each new one takes the place of the one before. */
export function useCardDrawing(playlistId: string) {
  const { api } = useApi()
  const [card, setCard] = useState<Card | null>(null)
  const [photo, setPhoto] = useState<Blob | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setIsBusy(true)
    setProblem(null)
    try {
      await work()
    } catch (error) {
      setProblem(toProblem(error))
    } finally {
      setIsBusy(false)
    }
  }
  return {
    card,
    photo,
    isBusy,
    problem,
    draw: (from: Blob, design: CardDesign): Promise<void> => {
      setPhoto(from)
      return attempt(async () => {
        const drawn = await api.drawCard({ photo: from, playlistId, design, key: newKey() })
        setCard(drawn)
        if (card) await api.deleteCard(card.id)
      })
    },
    remove: (): Promise<void> =>
      attempt(async () => {
        if (card) await api.deleteCard(card.id)
        setCard(null)
        setPhoto(null)
      }),
    /** Back to taking a photo; the card that is there stays until a new one is drawn. */
    anotherPhoto: () => setPhoto(null),
  }
}
