// Names of fascicles and studies are the user's, or come with a foreign project: as parts of file names they keep letters, digits, "-" and
// "_", and are short. Nothing of them can leave a folder; a fixed word before them keeps them from being a name that Windows reserves.

/** Characters; with four bytes each the whole name stays below the 255 bytes that file systems allow. */
const LONGEST = 48;

export function fileNamePart(name: string): string {
  return Array.from(name.normalize('NFC').replace(/[^\p{L}\p{N}_-]+/gu, '-')).slice(0, LONGEST).join('').replace(/^-+|-+$/g, '');
}
