// What a file holds, quoted in a message: short, whatever it is.

const LONGEST = 60;

export function excerpt(text: string): string {
  return text.length <= LONGEST ? `"${text}"` : `"${text.slice(0, LONGEST)}..."`;
}
