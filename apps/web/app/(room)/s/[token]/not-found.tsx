import { readTranslator } from '#features/language/translator.ts'
import { DeadEnd } from '#features/shell/dead-end.tsx'

export default async function ShareNotFound() {
  const t = await readTranslator()
  return <DeadEnd title={t('shell.goneTitle')}>{t('shell.gone')}</DeadEnd>
}
