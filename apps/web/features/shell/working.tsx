/** Says that something is under way, in words and as a moving bar. */
export function Working({ children }: { children: string }) {
  return (
    <div role="status" className="py-2">
      <p className="mb-2 text-sm text-ink-soft">{children}</p>
      <div className="working-bar" />
    </div>
  )
}
