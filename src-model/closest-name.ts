// Help with names that do not exist: the known name that a mistyped one is closest to, and the list of those there are.

/** The closest of the names within a third of their length (at least 2) in edits, or null. */
export function closestName(name: string, names: readonly string[]): string | null {
  let best: string | null = null;
  let bestEdits = Infinity;
  for (const candidate of names) {
    const edits = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (edits < bestEdits && edits <= Math.max(2, Math.floor(candidate.length / 3))) [best, bestEdits] = [candidate, edits];
  }
  return best;
}

/** ` Did you mean "x"?`, or nothing. */
export function didYouMean(name: string, names: readonly string[]): string {
  const closest = closestName(name, names);
  return closest === null ? '' : ` Did you mean "${closest}"?`;
}

/** "Contacts: a, b." or "The project has none." */
export function listOf(what: string, names: readonly string[]): string {
  return names.length === 0 ? 'The project has none.' : `${what}: ${names.join(', ')}.`;
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length];
}
