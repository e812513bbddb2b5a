'use client'

import { useRouter } from 'next/navigation'

/** The one way in. A form, so that it also works before the page's scripts have arrived. */
export function StartButton() {
  const router = useRouter()
  return (
    <form
      action="/dj"
      onSubmit={(event) => {
        event.preventDefault()
        router.push('/dj')
      }}
    >
      <button type="submit" className="button button-primary min-h-14 px-10 text-lg">
        Start
      </button>
    </form>
  )
}
