import { AudioWaveform, Disc3, Info, ScanFace, Share2 } from 'lucide-react'
import Link from 'next/link'
import { readTranslator } from '../language/translator.ts'
import { LooksButtons } from '../shell/looks-buttons.tsx'
import { LivingHero } from './living-hero.tsx'
import { StartButton } from './start-button.tsx'

const STEPS = [
  { name: 'look', Icon: ScanFace },
  { name: 'choose', Icon: Disc3 },
  { name: 'listen', Icon: Share2 },
] as const
const FACE_FACTS = ['faceAgree', 'faceGone', 'faceEstimate', 'faceDelete'] as const

/** What this is, in one look. */
export async function LandingView() {
  const t = await readTranslator()
  return (
    <div className="overflow-x-clip">
      <div className="mx-auto max-w-6xl px-5 sm:px-8">
        <header className="flex items-center justify-between gap-2 py-4">
          <p className="flex items-center gap-2 font-display text-lg font-semibold">
            <AudioWaveform aria-hidden className="text-mood" /> Mood DJ
          </p>
          <nav aria-label={t('shell.main')} className="flex items-center">
            <Link href="/library" className="button hidden sm:inline-flex">
              {t('shell.library')}
            </Link>
            <Link href="/account" className="button hidden sm:inline-flex">
              {t('shell.account')}
            </Link>
            <LooksButtons />
          </nav>
        </header>
        <section className="relative isolate grid items-center gap-10 py-8 desk:min-h-[76dvh] desk:grid-cols-[1.15fr_1fr] desk:py-4">
          <div className="text-center desk:text-start">
            <h1 className="text-[2.75rem] leading-[1.04] sm:text-6xl xl:text-7xl">{t('landing.title')}</h1>
            <p className="mx-auto mt-5 mb-8 max-w-md text-lg text-ink-soft desk:mx-0">{t('landing.lead')}</p>
            <div className="flex flex-wrap items-center justify-center gap-x-5 gap-y-3 desk:justify-start">
              <StartButton />
              <p className="text-sm text-ink-soft">{t('landing.free')}</p>
            </div>
            <p className="mx-auto mt-8 flex max-w-md gap-2.5 text-start text-sm text-ink-soft desk:mx-0">
              <Info aria-hidden size={18} className="mt-0.5 shrink-0 text-mood" />
              <span>
                {t('landing.notice')}{' '}
                <a href="#face" className="text-ink underline underline-offset-4">
                  {t('landing.noticeMore')}
                </a>
              </span>
            </p>
          </div>
          <LivingHero />
        </section>
        <section aria-labelledby="steps" className="py-12">
          <h2 id="steps" className="sr-only">
            {t('landing.how')}
          </h2>
          <ol className="grid gap-x-8 gap-y-10 sm:grid-cols-3">
            {STEPS.map(({ name, Icon }, index) => (
              <li key={name} className="border-t border-line pt-6">
                <p aria-hidden className="flex items-center justify-between text-mood">
                  <span className="figures text-5xl font-semibold">{index + 1}</span>
                  <Icon size={32} strokeWidth={1.5} />
                </p>
                <h3 className="mt-4 mb-2 text-2xl">{t(`landing.${name}`)}</h3>
                <p className="text-ink-soft">{t(`landing.${name}Words`)}</p>
              </li>
            ))}
          </ol>
        </section>
        <section aria-labelledby="face" className="glass mb-16 p-6 sm:p-10">
          <h2 id="face" className="mb-6 scroll-mt-8 text-3xl">
            {t('landing.face')}
          </h2>
          <ul className="grid gap-x-10 gap-y-4 sm:grid-cols-2">
            {FACE_FACTS.map((fact) => (
              <li key={fact} className="border-s-2 border-mood ps-4">
                {t(`landing.${fact}`)}
              </li>
            ))}
          </ul>
        </section>
      </div>
    </div>
  )
}
