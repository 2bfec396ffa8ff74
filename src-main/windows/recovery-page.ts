// The page shown when the renderer keeps crashing: plain HTML, no script, so that nothing in it can crash.
const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** `draftFile`: where the latest state of the document was written, or null when everything was saved. */
export function recoveryPage(draftFile: string | null): string {
  const kept = draftFile === null
    ? '<p>Your project is saved.</p>'
    : `<p>Your project is kept, with its latest changes, in<br><code>${escapeHtml(draftFile)}</code><br>and is shown again when the window reloads.</p>`;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Ranvier</title></head>
<body style="font: 16px/1.6 system-ui, sans-serif; max-width: 40em; margin: 15vh auto; padding: 0 2em; background: #f4f5f7; color: #1b1e24">
<h1 style="font-size: 1.5em">The window crashed several times in a row</h1>
${kept}
<p>Runs go on in the background. A reason may be the graphics driver: updating it often helps.</p>
<p><a href="ranvier-app://app/index.html" style="color: #0b5cad">Reload the window</a></p>
</body>
</html>`;
}
