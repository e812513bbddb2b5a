'use client'

import { useSyncExternalStore } from 'react'

/** Whether the device has a share sheet; never on the server. */
export function useCanShare(): boolean {
  return useSyncExternalStore(
    () => () => undefined,
    () => 'share' in navigator,
    () => false,
  )
}
