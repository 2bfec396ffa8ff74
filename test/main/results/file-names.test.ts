// Names from a project in names of files: whatever they are, nothing is written outside of the results folder, on any system.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileNamePart } from '../../../src-main/results/file-name-part';
import { ResultsFolder } from '../../../src-main/results/results-folder';
import { studyNames } from '../../../src-main/results/study-tables';
import type { StudyTable } from '../../../src-model/results';

const HOSTILE = [
  '../../evil', '..\\..\\evil', '/etc/passwd', 'C:\\Windows\\x', '\\\\server\\share', 'CON', 'nul', 'COM1.csv', 'a:b', 'a\0b', '', '.', '..', '...', ' ', 'x ', 'x.', '-', '--',
  'a'.repeat(5000), '\u{1D54F}'.repeat(5000), 'e\u0301'.repeat(300), '\u202Egpj.exe', '~', '$HOME', '%TEMP%', '*?<>|"', '\uD800',
];
const tables = (ids: readonly string[]): StudyTable[] => ids.map((id) => ({ id, kind: 'sweep', title: '', columns: [], summary: [] }));

function expectHarmless(name: string): void {
  expect(name).not.toMatch(/[\\/:*?"<>|\p{Cc}]|[. ]$/u);
  expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
  expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(255);
  expect(path.win32.basename(name)).toBe(name);
  expect(path.posix.basename(name)).toBe(name);
}

describe('names in names of files', () => {
  it('are harmless on every system', () => {
    for (const name of studyNames(tables(HOSTILE))) expectHarmless(`study-${name}-summary.csv`);
    for (const id of HOSTILE) expectHarmless(`fascicle-12-${fileNamePart(id)}-recruited.svg`);
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (id) => expectHarmless(`fascicle-1-${fileNamePart(id)}-recruited.svg`)), { numRuns: 100 });
  });

  it('tell all tables apart, also where upper and lower case are the same', () => {
    const names = studyNames(tables([...HOSTILE, 'Curve', 'curve', 'CURVE', 'curve-2']));
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
  });
});

describe('the results folder', () => {
  let home: string;
  beforeAll(async () => { home = await mkdtemp(path.join(tmpdir(), 'ranvier-names-')); });
  afterAll(() => rm(home, { recursive: true, force: true }));

  it('writes nothing outside of itself', async () => {
    const folder = await ResultsFolder.open(path.join(home, 'a.results'), { force: false });
    for (const name of ['../evil', 'figures/../../evil', path.join(home, 'evil'), '..']) {
      await expect(Promise.resolve().then(() => folder.write(name, 'x'))).rejects.toThrow('outside of the results folder');
    }
    await folder.write('figures/good.svg', 'x');
    await folder.publish();
    expect((await readdir(home, { recursive: true })).map((name) => name.replaceAll('\\', '/')).sort()).toEqual(['a.results', 'a.results/figures', 'a.results/figures/good.svg']);
  });
});
