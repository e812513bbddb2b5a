import { LandingView } from '#features/landing/landing-view.tsx'

export default function LandingPage() {
  return (
    <main>
      <LandingView />
    </main>
  )
}
