import { DeadEnd } from '#features/shell/dead-end.tsx'

export default function NotFound() {
  return (
    <DeadEnd title="There is nothing here">The address may have a slip in it, or the page has moved.</DeadEnd>
  )
}
