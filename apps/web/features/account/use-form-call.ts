'use client'

import { type FormEvent, useState } from 'react'
import type { Problem } from '@mooddj/shared/problem'
import { toProblem } from '../api/api-problem.ts'

/** Sends a form's text fields by `call`, one attempt at a time, and holds what went wrong. */
export function useFormCall(call: (field: (name: string) => string) => Promise<unknown>) {
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const submit = async (data: FormData) => {
    setIsBusy(true)
    setProblem(null)
    try {
      await call((name) => {
        const value = data.get(name)
        return typeof value === 'string' ? value : ''
      })
    } catch (error) {
      setProblem(toProblem(error))
    } finally {
      setIsBusy(false)
    }
  }
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void submit(new FormData(event.currentTarget))
  }
  return { isBusy, problem, onSubmit }
}
