// Writing CSV (RFC 4180): texts quoted where it asks for it, numbers in full precision with a point, nothing where there is no number.

/** Spreadsheets run texts that begin like formulas: an apostrophe before them keeps them texts. */
export function csvText(text: string): string {
  const safe = /^[=+@]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const csvNumber = (value: number): string => (Number.isFinite(value) ? String(value) : '');

/** Lines end as RFC 4180 says. */
export const csvLines = (lines: readonly string[]): string => `${lines.join('\r\n')}\r\n`;
