import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const page = readFileSync(path.join(ROOT, 'docs/security.md'), 'utf8');
const rows = [...page.matchAll(/^\| (\d+)\. .*$/gm)].map(([row, number]) => ({ number: Number(number), cells: row.split('|').slice(1, -1).map((cell) => cell.trim()) }));

describe('the page about security', () => {
  it('goes through all 20 points, each with a line and a test', () => {
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, k) => k + 1));
    for (const { number, cells } of rows) expect(cells[2], String(number)).toMatch(/`test\/.+\.ts`: "/);
  });

  it('names files that exist and tests that they hold', () => {
    for (const [, file] of page.matchAll(/`((?:src-[a-z]+|test)\/[^`]+\.ts)`/g)) expect(existsSync(path.join(ROOT, file)), file).toBe(true);
    for (const { number, cells } of rows) {
      for (const [, file, titles] of cells[2].matchAll(/`(test\/[^`]+)`: ((?:"[^"]+"(?:, )?)+)/g)) {
        const source = readFileSync(path.join(ROOT, file), 'utf8');
        for (const [, title] of titles.matchAll(/"([^"]+)"/g)) {
          // A bare list of points begins a title, as in "5: no permission is granted".
          expect(source, `${number}: ${file}, ${title}`).toMatch(new RegExp(`(test|it)\\('${escaped(/^[\d, ]+$/.test(title) ? `${title}:` : title)}`));
        }
      }
    }
  });
});

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
