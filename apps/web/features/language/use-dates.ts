'use client'

import { useFormatter } from 'use-intl'

/** Writes moments, given in ISO 8601, in the page's language and by the device's clock; for what is fetched, never for what the server draws. */
export function useDates() {
  const format = useFormatter()
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return {
    /** 3 Dec 2026 */
    day: (iso: string) =>
      format.dateTime(new Date(iso), { day: 'numeric', month: 'short', year: 'numeric', timeZone }),
    /** 3 December 2026 */
    longDay: (iso: string) => format.dateTime(new Date(iso), { dateStyle: 'long', timeZone }),
    /** two hours ago · in five days */
    distance: (iso: string) => format.relativeTime(new Date(iso), new Date()),
  }
}
