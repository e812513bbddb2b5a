import { escapeHtml, webPage } from './web-page.ts'

/** The page on which a person allows or refuses. */
export function authorisePage({
  action,
  scopes,
  listeners,
}: {
  action: string
  scopes: readonly string[]
  listeners: readonly string[]
}): string {
  const choices = listeners
    .map(
      (name, index) =>
        `<label><input type="radio" name="listener" value="${escapeHtml(name)}"${index === 0 ? ' checked' : ''}> ${escapeHtml(name)}</label>`,
    )
    .join('\n')
  const wishes = scopes.map((scope) => `<li>${escapeHtml(scope)}</li>`).join('')
  return webPage(
    'Made-up Spotify',
    `<h1>Let Mood DJ use your made-up account?</h1>
<form method="post" action="${escapeHtml(action)}">
<fieldset><legend>Who are you?</legend>
${choices}
</fieldset>
<p>Mood DJ asks for:</p>
<ul>${wishes}</ul>
<button name="answer" value="allow">Allow</button>
<button name="answer" value="refuse">Refuse</button>
</form>`,
  )
}
