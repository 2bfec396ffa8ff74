// Reads a reference table of test/golden/data.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Columns of a CSV file by name; numeric columns are parsed, others stay text. */
export interface GoldenTable {
  names: string[];
  rowCount: number;
  numbers(name: string): Float64Array;
  texts(name: string): string[];
}

export function goldenTable(path: string): GoldenTable {
  const file = fileURLToPath(new URL(`./data/${path}`, import.meta.url));
  const [header, ...rows] = readFileSync(file, 'utf8').trim().split('\n').map((line) => line.trim().split(','));
  const texts = (name: string): string[] => {
    const index = header.indexOf(name);
    if (index < 0) throw new Error(`${path} has no column "${name}".`);
    return rows.map((row) => row[index]);
  };
  return { names: header, rowCount: rows.length, texts, numbers: (name) => Float64Array.from(texts(name), Number) };
}
