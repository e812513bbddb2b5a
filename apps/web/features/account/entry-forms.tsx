'use client'

import { useState } from 'react'
import { LogInForm } from './log-in-form.tsx'
import { RegisterForm } from './register-form.tsx'

/** Register or log in. A guest who registers keeps everything. */
export function EntryForms({ isGuest }: { isGuest: boolean }) {
  const [shows, setShows] = useState<'register' | 'log-in'>('register')
  return (
    <section aria-label="Register or log in" className="glass p-5 sm:p-6">
      <div role="group" aria-label="Which" className="mb-5 grid grid-cols-2 gap-2">
        <button
          type="button"
          className="button button-quiet px-2 text-sm sm:text-base aria-pressed:border-mood aria-pressed:bg-mood/20"
          aria-pressed={shows === 'register'}
          onClick={() => setShows('register')}
        >
          I am new here
        </button>
        <button
          type="button"
          className="button button-quiet px-2 text-sm sm:text-base aria-pressed:border-mood aria-pressed:bg-mood/20"
          aria-pressed={shows === 'log-in'}
          onClick={() => setShows('log-in')}
        >
          I have an account
        </button>
      </div>
      {shows === 'register' ? <RegisterForm isGuest={isGuest} /> : <LogInForm isGuest={isGuest} />}
    </section>
  )
}
