/** The page on which a person allows or refuses. It says first of all that nothing of it is Spotify's. */
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
        `<label><input type="radio" name="listener" value="${escape(name)}"${index === 0 ? ' checked' : ''}> ${escape(name)}</label>`,
    )
    .join('\n')
  const wishes = scopes.map((scope) => `<li>${escape(scope)}</li>`).join('')
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Made-up Spotify</title>
<style>
body { max-width: 34rem; margin: 3rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
.note { border: 2px solid; padding: .75rem 1rem; }
button { font: inherit; padding: .6rem 1.4rem; margin-right: .5rem; }
label { display: block; padding: .25rem 0; }
</style>
<main>
<p class="note"><strong>This is a made-up Spotify.</strong> It runs on this machine, for trying things out. Nothing here reaches Spotify, and
nobody here is real.</p>
<h1>Let Mood DJ use your made-up account?</h1>
<form method="post" action="${escape(action)}">
<fieldset><legend>Who are you?</legend>
${choices}
</fieldset>
<p>Mood DJ asks for:</p>
<ul>${wishes}</ul>
<button name="answer" value="allow">Allow</button>
<button name="answer" value="refuse">Refuse</button>
</form>
</main>
</html>
`
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
