import { Progress } from 'radix-ui'

/** Says that something is under way, in words and as a bar: how far it is where `share` (0 to 1) tells, else moving. */
export function Working({ children, share = null }: { children: string; share?: number | null }) {
  return (
    <div role="status" className="py-2">
      <p className="mb-2 text-sm text-ink-soft">{children}</p>
      <Progress.Root
        className="progress"
        aria-label={children}
        value={share === null ? null : Math.round(100 * share)}
      >
        <Progress.Indicator
          className="progress-filled"
          style={share === null ? undefined : { transform: `translateX(${-100 * (1 - share)}%)` }}
        />
      </Progress.Root>
    </div>
  )
}
