import type { Metadata } from 'next'
import { AccountView } from '#features/account/account-view.tsx'
import { readTranslator } from '#features/language/translator.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readTranslator())('shell.account') }
}

export default function AccountPage() {
  return <AccountView />
}
