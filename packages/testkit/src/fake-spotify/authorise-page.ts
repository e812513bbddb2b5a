import type { FakeListener } from './state.ts'
import { escapeHtml, webPage } from './web-page.ts'

/** The page on which a person allows or refuses. */
export function authorisePage({
  action,
  scopes,
  listeners,
}: {
  action: string
  scopes: readonly string[]
  listeners: readonly Pick<FakeListener, 'name' | 'isRegistered'>[]
}): string {
  const choices = listeners.map(({ name, isRegistered }, index) => {
    const note = isRegistered ? '' : ' (not among this app’s listeners: Spotify refuses every call)'
    const checked = index === 0 ? ' checked' : ''
    return `<label><input type="radio" name="listener" value="${escapeHtml(name)}"${checked}> ${escapeHtml(name)}${note}</label>`
  })
  const wishes = scopes.map((scope) => `<li>${escapeHtml(scope)}</li>`).join('')
  return webPage(
    'Made-up Spotify',
    `<h1>Let Mood DJ use your made-up account?</h1>
<form method="post" action="${escapeHtml(action)}">
<fieldset><legend>Who are you?</legend>
${choices.join('\n')}
</fieldset>
<p>Mood DJ asks for:</p>
<ul>${wishes}</ul>
<button name="answer" value="allow">Allow</button>
<button name="answer" value="refuse">Refuse</button>
</form>`,
  )
}
