// How well a text answers a query of a few letters.

/** 0: no match. Whole words beat word starts, word starts beat letters in order. An empty query matches everything alike. */
export function matchScore(query: string, text: string): number {
  const wanted = query.trim().toLowerCase();
  const candidate = text.toLowerCase();
  if (wanted === '') return 1;
  const words = wanted.split(/\s+/);
  const scores = words.map((word) => wordScore(word, candidate));
  return scores.includes(0) ? 0 : scores.reduce((sum, score) => sum + score, 0) / words.length;
}

function wordScore(word: string, text: string): number {
  if (text.split(/[^\p{L}\p{N}]+/u).some((part) => part === word)) return 4;
  if (text.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word))) return 3;
  if (text.includes(word)) return 2;
  return hasLettersInOrder(word, text) ? 1 : 0;
}

function hasLettersInOrder(word: string, text: string): boolean {
  let from = 0;
  for (const letter of word) {
    from = text.indexOf(letter, from) + 1;
    if (from === 0) return false;
  }
  return true;
}
