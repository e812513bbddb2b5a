import { Working } from '#features/shell/working.tsx'

export default function Loading() {
  return (
    <div className="mx-auto max-w-md px-6 py-24">
      <Working>One moment</Working>
    </div>
  )
}
