import { DeadEnd } from '#features/shell/dead-end.tsx'

export default function ShareNotFound() {
  return (
    <DeadEnd title="This playlist is gone">
      Its link was revoked, or it was never quite right. You can make one of your own in a minute.
    </DeadEnd>
  )
}
