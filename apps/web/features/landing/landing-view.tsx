import { AudioWaveform } from 'lucide-react'
import Link from 'next/link'
import { LivingPlane } from './living-plane.tsx'
import { StartButton } from './start-button.tsx'

const STEPS = [
  {
    title: 'Look',
    words:
      'Your camera shows a face, and seven emotions are read from it. Or upload a photo, or just choose.',
  },
  {
    title: 'Choose',
    words:
      'Match Vibe stays with your mood. Cheer Up starts where you are, then lifts, an approach from music therapy.',
  },
  {
    title: 'Listen and share',
    words: 'The music plays here, without an account anywhere. A card with a code takes it to your friends.',
  },
]

const FACE_FACTS = [
  'The camera opens only after you agree, and you see when it is on.',
  'Small pictures go to the server behind this page, are read in memory and gone. None is stored.',
  'What is read is an expression, not how you feel. You can overrule it with one tap.',
  'You can withdraw, take your data with you, or delete everything at any time.',
]

/** What this is, in one look. */
export function LandingView() {
  return (
    <div className="mx-auto max-w-6xl px-5 sm:px-8">
      <header className="flex items-center justify-between py-5">
        <p className="flex items-center gap-2 font-display text-lg font-semibold">
          <AudioWaveform aria-hidden className="text-mood" /> Mood DJ
        </p>
        <nav aria-label="Main" className="flex gap-1">
          <Link href="/library" className="button">
            Library
          </Link>
          <Link href="/account" className="button">
            Account
          </Link>
        </nav>
      </header>
      <section className="grid items-center gap-10 py-8 desk:min-h-[72dvh] desk:grid-cols-[1.1fr_1fr] desk:py-4">
        <div className="text-center desk:text-left">
          <h1 className="text-5xl leading-[1.04] sm:text-6xl xl:text-7xl">
            Music that starts where you are, then lifts.
          </h1>
          <p className="mx-auto mt-5 mb-8 max-w-md text-lg text-ink-soft desk:mx-0">
            Show your face for a moment. Hear a playlist for it within a minute.
          </p>
          <div className="flex justify-center desk:justify-start">
            <StartButton />
          </div>
        </div>
        <LivingPlane />
      </section>
      <section aria-labelledby="steps" className="py-12">
        <h2 id="steps" className="sr-only">
          How it works
        </h2>
        <ol className="grid gap-8 sm:grid-cols-3">
          {STEPS.map(({ title, words }, index) => (
            <li key={title}>
              <p aria-hidden className="figures text-5xl font-semibold text-mood">
                {index + 1}
              </p>
              <h3 className="mt-3 mb-1 text-2xl">{title}</h3>
              <p className="text-ink-soft">{words}</p>
            </li>
          ))}
        </ol>
      </section>
      <section aria-labelledby="face" className="glass mb-16 p-6 sm:p-10">
        <h2 id="face" className="mb-5 text-3xl">
          What happens to your face
        </h2>
        <ul className="grid gap-x-10 gap-y-4 sm:grid-cols-2">
          {FACE_FACTS.map((fact) => (
            <li key={fact} className="border-l-2 border-mood pl-4">
              {fact}
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
