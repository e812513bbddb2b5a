'use client'

import { AudioWaveform, Disc3, Library, type LucideIcon, UserRound } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { LooksButtons } from './looks-buttons.tsx'

const PLACES = [
  { href: '/dj', name: 'dj', Icon: Disc3 },
  { href: '/library', name: 'library', Icon: Library },
  { href: '/account', name: 'account', Icon: UserRound },
] as const satisfies readonly { href: string; name: string; Icon: LucideIcon }[]

/** Tabs at the bottom of a phone, a rail at the side of a desktop. */
export function Navigation() {
  const t = useTranslations('shell')
  const path = usePathname()
  return (
    <nav
      aria-label={t('main')}
      className="glass-deep fixed inset-x-0 bottom-0 z-30 border-x-0 border-b-0 pb-[env(safe-area-inset-bottom)] desk:inset-y-0 desk:end-auto desk:flex desk:w-24 desk:flex-col desk:border-y-0 desk:border-s-0 desk:border-e"
    >
      <Link
        href="/"
        aria-label={t('home')}
        className="mx-auto mt-5 mb-8 hidden size-12 place-items-center rounded-2xl text-mood desk:grid"
      >
        <AudioWaveform aria-hidden size={30} />
      </Link>
      <ul className="mx-auto flex max-w-md justify-around desk:flex-col desk:gap-2">
        {PLACES.map(({ href, name, Icon }) => {
          const isHere = path === href || path.startsWith(`${href}/`)
          return (
            <li key={href} className="flex-1">
              <Link
                href={href}
                aria-current={isHere ? 'page' : undefined}
                className={`flex min-h-16 flex-col items-center justify-center gap-1 text-xs font-medium transition-colors ${isHere ? 'text-ink' : 'text-ink-soft hover:text-ink'}`}
              >
                <span
                  className={`grid h-8 w-14 place-items-center rounded-full transition-colors duration-200 ${isHere ? 'bg-mood/25' : ''}`}
                >
                  <Icon aria-hidden size={22} />
                </span>
                {t(name)}
              </Link>
            </li>
          )
        })}
      </ul>
      <div className="mx-auto mt-auto mb-5 hidden flex-col items-center gap-1 desk:flex">
        <LooksButtons />
      </div>
    </nav>
  )
}
