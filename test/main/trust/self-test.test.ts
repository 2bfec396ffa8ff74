// The self-test as a user starts it, and that it can fail.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EXIT } from '../../../src-main/batch/exit-codes';
import { REFERENCE_CASES, type ReferenceCase } from '../../../src-main/trust/reference-cases';
import { checkCase, type SelfTestReport } from '../../../src-main/trust/self-test';
import { selfTestText } from '../../../src-main/trust/self-test-text';
import { batch } from '../batch/headless-process';

let home: string;
beforeAll(async () => { home = await mkdtemp(path.join(tmpdir(), 'ranvier-self-test-')); });
afterAll(() => rm(home, { recursive: true, force: true }));

it('passes, prints every case with its origin, and writes the report', async () => {
  const file = path.join(home, 'report.json');
  const { code, out, err } = await batch(['--self-test', '--out', file], home);
  expect(err).toBe('');
  expect(code).toBe(EXIT.ok);
  const report = JSON.parse(await readFile(file, 'utf8')) as SelfTestReport;
  const quick = REFERENCE_CASES.filter((each) => each.quick);
  expect(report.cases.map(({ name }) => name)).toEqual(quick.map(({ name }) => name));
  expect(report).toMatchObject({ format: 'ranvier-self-test', passed: true, versions: { node: process.versions.node } });
  for (const { name, origin } of quick) {
    expect(out).toContain(name);
    expect(out).toContain(origin);
  }
});

it('refuses what it does not know', async () => {
  const { code, err } = await batch(['--self-test', '--nonsense'], home);
  expect(code).toBe(EXIT.badArguments);
  expect(err).toContain('--nonsense');
});

const within = (tolerance: ReferenceCase['tolerance'], reference: number | string): ReferenceCase =>
  ({ name: 'case', quick: true, unit: 'mV', origin: 'a book', reference, tolerance, problem: { kind: 'population' } });

it.each([
  [within({ relative: 0.01 }, 100), 100.9, true], [within({ relative: 0.01 }, 100), 98.9, false], [within({ relative: 0.01 }, 100), NaN, false],
  [within({ absolute: 0.1 }, 2), 2.09, true], [within({ absolute: 0.1 }, 2), 1.89, false],
  [within('equal', 'abc'), 'abc', true], [within('equal', 'abc'), 'abd', false],
])('%j with %s: passed %s', (each, ours, passed) => {
  expect(checkCase(each, ours).passed).toBe(passed);
});

it('shows failures in words', () => {
  const cases = [checkCase(within({ relative: 0.01 }, 100), 90), { ...checkCase(within('equal', 'a'), 'b'), ours: null, failure: 'the worker was lost' }];
  const text = selfTestText({ format: 'ranvier-self-test', version: 1, passed: false, versions: { ranvier: '1', node: '2', v8: '3' }, machine: { system: 's', architecture: 'a', processor: 'p' }, finishedAt: '', seconds: 1, cases });
  expect(text).toMatch(/case +100 mV +90 +-10 % +1\.0 % +FAILED/);
  expect(text).toContain('Could not be computed: case: the worker was lost');
  expect(text).toContain('0 of 2 cases passed');
});

it('every case has a name of its own', () => {
  expect(new Set(REFERENCE_CASES.map(({ name }) => name)).size).toBe(REFERENCE_CASES.length);
});
