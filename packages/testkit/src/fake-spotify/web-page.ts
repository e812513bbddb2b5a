/** A page of the made-up Spotify. It says first of all that nothing of it is Spotify's. */
export function webPage(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>
body { max-width: 34rem; margin: 3rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
.note { border: 2px solid; padding: .75rem 1rem; }
button { font: inherit; padding: .6rem 1.4rem; margin-right: .5rem; }
label { display: block; padding: .25rem 0; }
img { width: 12rem; height: 12rem; }
</style>
<main>
<p class="note"><strong>This is a made-up Spotify.</strong> It runs on this machine, for trying things out. Nothing here reaches Spotify, and
nobody here is real.</p>
${content}
</main>
</html>
`
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
