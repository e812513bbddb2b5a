'use client'

import { Download, Eraser, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Problem } from '@mooddj/shared/problem'
import { useApi } from '../api/api-context.tsx'
import { toProblem } from '../api/api-problem.ts'
import { usePlayer } from '../player/player-context.tsx'
import { ConfirmButton } from '../ui/confirm-button.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { Working } from '../ui/working.tsx'

/** Take everything along, or have it all erased. */
export function DataSection() {
  const { api } = useApi()
  const { store } = usePlayer()
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const download = async () => {
    setIsBusy(true)
    setProblem(null)
    try {
      save(await api.exportAll(), 'mood-dj-export.json')
    } catch (error) {
      setProblem(toProblem(error))
    } finally {
      setIsBusy(false)
    }
  }
  const erase = async () => {
    await api.deleteAccount()
    await store.unload()
  }
  return (
    <section aria-labelledby="data" className="glass space-y-3 p-5">
      <h2 id="data" className="text-xl">
        Your data
      </h2>
      <p className="text-ink-soft">Everything that is kept about you, as one file. Or nothing any more.</p>
      <div className="flex flex-wrap gap-2">
        <button
          type="button"
          className="button button-quiet"
          disabled={isBusy}
          onClick={() => void download()}
        >
          <Download aria-hidden size={18} /> Export
        </button>
        <ConfirmButton
          word="Forget what you learnt about my taste"
          question="What your likes and skips taught is erased, and playlists begin anew. The playlists themselves stay."
          Icon={Eraser}
          onConfirm={api.forgetTaste}
        />
        <ConfirmButton
          word="Delete account"
          question="Your account, playlists, cards, links and consents are erased everywhere. This cannot be undone."
          Icon={Trash2}
          onConfirm={erase}
        />
      </div>
      {isBusy ? <Working>Gathering your data</Working> : null}
      <ProblemNote problem={problem} />
    </section>
  )
}

function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has taken its own hold of the data by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
