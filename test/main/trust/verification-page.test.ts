// docs/verification.md holds the cases that the program computes, with the references it compares with: run `npm run verification` when this fails.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../../scripts/build-headless.mjs';
import { REFERENCE_CASES } from '../../../src-main/trust/reference-cases';

const page = readFileSync(path.join(root, 'docs', 'verification.md'), 'utf8');
const rows = page.split('\n').filter((line) => /^\| .* \| \d+ \|$/.test(line)).map((line) => line.slice(2, -2).split(' | '));

it('has every case once, with its reference', () => {
  expect(rows.map(([name]) => name).sort()).toEqual(REFERENCE_CASES.map(({ name }) => name).sort());
  for (const { name, reference, unit } of REFERENCE_CASES) {
    const row = rows.find(([title]) => title === name)!;
    expect(row[1]).toBe(unit);
    if (typeof reference === 'number') expect(Math.abs(Number(row[2]) / reference - 1)).toBeLessThan(1e-6);
    else expect(row[2]).toContain(reference.slice(0, 12));
  }
});

it('shows errors within the tolerances', () => {
  for (const { name, tolerance } of REFERENCE_CASES) {
    const [, , , , error] = rows.find(([title]) => title === name)!;
    if (tolerance === 'equal') expect(error).toBe('equal');
    else if ('relative' in tolerance) expect(Math.abs(parseFloat(error)) / 100).toBeLessThanOrEqual(tolerance.relative);
    else expect(Math.abs(parseFloat(error))).toBeLessThanOrEqual(tolerance.absolute);
  }
});

it('names every golden test', () => {
  for (const file of readdirSync(path.join(root, 'test', 'golden')).filter((name) => name.endsWith('.test.ts'))) expect(page).toContain(file);
});
