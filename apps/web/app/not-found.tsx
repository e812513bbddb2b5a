import { readTranslator } from '#features/language/translator.ts'
import { DeadEnd } from '#features/shell/dead-end.tsx'

export default async function NotFound() {
  const t = await readTranslator()
  return (
    <main>
      <DeadEnd title={t('shell.nothingTitle')}>{t('shell.nothing')}</DeadEnd>
    </main>
  )
}
