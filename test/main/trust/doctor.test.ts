import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EXIT } from '../../../src-main/batch/exit-codes';
import { doctorText, folderState, type DoctorReport } from '../../../src-main/trust/doctor';
import { batch } from '../batch/headless-process';

let home: string;
beforeAll(async () => { home = await mkdtemp(path.join(tmpdir(), 'ranvier-doctor-test-')); });
afterAll(() => rm(home, { recursive: true, force: true }));

it('tells what the computer offers, for people and for programs', async () => {
  const { code, out } = await batch(['--doctor', '--json'], home);
  expect(code).toBe(EXIT.ok);
  const report = JSON.parse(out) as DoctorReport;
  expect(report.folders.map(({ purpose, writable }) => [purpose, writable])).toEqual([['settings', true], ['cache', true], ['working folder', true]]);
  expect(report.folders[0].path).toBe(home);
  expect(report.system.cores).toBeGreaterThan(0);
  expect(report.system.memoryGb).toBeGreaterThan(0);
  expect(report.engines.map(({ engine }) => engine)).toEqual(['gmsh', 'neuron', 'fenicsx']);
  const text = doctorText(report);
  for (const word of ['ranvier', process.versions.node, 'Processor', 'Memory', 'Graphics', home, 'Gmsh', 'NEURON']) expect(text).toContain(word);
  // Looking leaves nothing behind.
  expect(await readdir(home)).toEqual([]);
});

it('sees folders that cannot be written, and those that are not there yet', async () => {
  await writeFile(path.join(home, 'file'), '');
  expect(await folderState('cache', path.join(home, 'a', 'b'))).toMatchObject({ writable: true, note: 'will be made when first needed' });
  const locked = path.join(home, 'locked');
  await mkdir(locked);
  await chmod(locked, 0o500);
  // Root may write everywhere; /proc refuses even root.
  const refused = process.getuid?.() === 0 ? '/proc' : locked;
  const state = await folderState('settings', refused);
  expect(state.writable).toBe(false);
  expect(state.note).not.toBe('');
});
