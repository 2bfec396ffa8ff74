// Names of files from names of things: fibres are called "F1/12", and projects whatever their users like.
const MOST_CHARACTERS = 160;

/** Without what one of the systems forbids in file names; the ending stays. */
export function fileNameOf(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what must go
  const allowed = text.replace(/[\\/:*?"<>|\u0000-\u001f]+/g, '-').replace(/^[\s.]+/, '').trim();
  const ending = /\.[a-z0-9]{1,8}$/i.exec(allowed)?.[0] ?? '';
  const stem = allowed.slice(0, allowed.length - ending.length).slice(0, MOST_CHARACTERS).trim();
  return `${stem === '' ? 'Untitled' : stem}${ending}`;
}
