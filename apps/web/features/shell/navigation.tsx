'use client'

import { AudioWaveform, Disc3, Library, type LucideIcon, UserRound } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'

const PLACES: readonly { href: string; word: string; Icon: LucideIcon }[] = [
  { href: '/dj', word: 'DJ', Icon: Disc3 },
  { href: '/library', word: 'Library', Icon: Library },
  { href: '/account', word: 'Account', Icon: UserRound },
]

/** Tabs at the bottom of a phone, a rail at the side of a desktop. */
export function Navigation() {
  const path = usePathname()
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-[#0b0916] pb-[env(safe-area-inset-bottom)] desk:inset-y-0 desk:right-auto desk:w-24 desk:border-t-0 desk:border-r desk:bg-[#0b0916]/70"
    >
      <Link
        href="/"
        aria-label="Mood DJ, home"
        className="mx-auto mt-5 mb-8 hidden size-12 place-items-center rounded-2xl text-mood desk:grid"
      >
        <AudioWaveform aria-hidden size={30} />
      </Link>
      <ul className="mx-auto flex max-w-md justify-around desk:flex-col desk:gap-2">
        {PLACES.map(({ href, word, Icon }) => {
          const isHere = path === href || path.startsWith(`${href}/`)
          return (
            <li key={href} className="flex-1">
              <Link
                href={href}
                aria-current={isHere ? 'page' : undefined}
                className={`flex min-h-16 flex-col items-center justify-center gap-1 text-xs font-medium transition-colors ${isHere ? 'text-ink' : 'text-ink-soft hover:text-ink'}`}
              >
                <span
                  className={`grid h-8 w-14 place-items-center rounded-full ${isHere ? 'bg-mood/25' : ''}`}
                >
                  <Icon aria-hidden size={22} />
                </span>
                {word}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
