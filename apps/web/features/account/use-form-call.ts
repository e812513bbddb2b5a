'use client'

import { type FormEvent, useState } from 'react'
import type { Problem } from '@mooddj/shared/problem'
import { useTranslations } from 'use-intl'
import { toProblem } from '../api/api-problem.ts'

/** The fields that forms here have; what is wrong with each has words of the same name. */
const FIELDS = ['displayName', 'email', 'password', 'currentPassword', 'newPassword', 'code'] as const
export type FieldName = (typeof FIELDS)[number]

/** Problems that are about one field, and have words of their own there. */
const BLAMED = { EMAIL_TAKEN: 'email', PASSWORD_WRONG: 'currentPassword' } as const

/** What is wrong with which field, by its name in the messages. */
type Wrong = Readonly<Record<string, FieldName | keyof typeof BLAMED>>

/**
 * Sends a form's fields by `call`, one attempt at a time. What is wrong with a field, as the browser or the server sees it, is told at that
 * field, and the first such field gets the focus; any other problem is held for the form.
 */
export function useFormCall(call: (field: (name: FieldName) => string) => Promise<unknown>) {
  const t = useTranslations('account.wrong')
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [wrong, setWrong] = useState<Wrong>({})

  const blame = (form: HTMLFormElement, found: Wrong) => {
    setWrong(found)
    inputsOf(form)
      .find(({ name }) => name in found)
      ?.focus()
  }
  const submit = async (form: HTMLFormElement) => {
    setProblem(null)
    setWrong({})
    const invalid = namesOf(inputsOf(form).filter(({ validity }) => !validity.valid))
    if (invalid.length > 0) return blame(form, wrongOf(invalid))
    setIsBusy(true)
    const data = new FormData(form)
    try {
      await call((name) => {
        const value = data.get(name)
        return typeof value === 'string' ? value : ''
      })
    } catch (error) {
      const found = toProblem(error)
      const blamed = blamedBy(found)
      if (Object.keys(blamed).length > 0) blame(form, blamed)
      else setProblem(found)
    } finally {
      setIsBusy(false)
    }
  }
  return {
    isBusy,
    problem,
    /** What a field of this name is given beside its label. */
    field: (name: FieldName) => {
      const why = wrong[name]
      return { name, required: true, wrong: why ? t(why) : null }
    },
    form: {
      noValidate: true,
      onSubmit: (event: FormEvent<HTMLFormElement>) => {
        event.preventDefault()
        void submit(event.currentTarget)
      },
    },
  }
}

function inputsOf(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.elements].filter((element) => element instanceof HTMLInputElement)
}

function namesOf(inputs: readonly { name: string }[]): FieldName[] {
  return FIELDS.filter((field) => inputs.some(({ name }) => name === field))
}

const wrongOf = (names: readonly FieldName[]): Wrong => Object.fromEntries(names.map((name) => [name, name]))

/** What a problem says of the fields; nothing where it is about something else. */
function blamedBy({ code, errors }: Problem): Wrong {
  switch (code) {
    case 'EMAIL_TAKEN':
    case 'PASSWORD_WRONG':
      return { [BLAMED[code]]: code }
    default:
      return wrongOf(namesOf((errors ?? []).map(({ field }) => ({ name: field.replace(/^body\./, '') }))))
  }
}
