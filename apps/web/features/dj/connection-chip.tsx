import type { Connection } from '../live/live-socket.ts'

const COLOURS = { live: '#3ddc84', reconnecting: '#ffc247', off: '#b9c2dc' } as const

/** How the live session stands, as a word and a dot. */
export function ConnectionChip({ state }: { state: Connection['state'] }) {
  return (
    <p
      role="status"
      className="flex items-center gap-2 rounded-full bg-black/70 px-3 py-1.5 text-sm font-medium"
    >
      <span aria-hidden className="size-2 rounded-full" style={{ background: COLOURS[state] }} />
      <span data-testid="connection">{state}</span>
    </p>
  )
}
