import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultResultsFolder, ResultsBusyError, ResultsExistError, ResultsFolder } from '../../../src-main/results/results-folder';

let parent: string;
let target: string;
beforeEach(async () => {
  parent = await mkdtemp(path.join(tmpdir(), 'ranvier results '));
  target = path.join(parent, 'a.results');
});
afterEach(() => rm(parent, { recursive: true, force: true }));

it('results lie beside their project', () => {
  expect(defaultResultsFolder(path.join('some', 'two fascicles.ranvier'))).toBe(path.join('some', 'two fascicles.results'));
});

describe('a results folder', () => {
  it('appears only when it is complete', async () => {
    const folder = await ResultsFolder.open(target, { force: false });
    await folder.write('fibers.csv', 'id');
    expect(await readdir(parent)).toEqual(['a.results.unfinished']);
    await expect(folder.publish()).resolves.toBe(target);
    expect(await readdir(parent)).toEqual(['a.results']);
    expect((await readdir(target)).sort()).toEqual(['fibers.csv']);
  });

  it('is not overwritten', async () => {
    await mkdir(target);
    await expect(ResultsFolder.open(target, { force: false })).rejects.toThrow(ResultsExistError);
  });

  it('is replaced by force, but only by a complete one', async () => {
    await mkdir(target);
    await writeFile(path.join(target, 'old'), '1');
    const failed = await ResultsFolder.open(target, { force: true });
    await failed.write('new', '2');
    await failed.discard();
    expect(await readdir(target)).toEqual(['old']);
    const folder = await ResultsFolder.open(target, { force: true });
    await folder.write('new', '2');
    await folder.publish();
    expect((await readdir(target)).sort()).toEqual(['new']);
    expect(await readdir(parent)).toEqual(['a.results']);
  });

  it('does not overwrite one that appeared meanwhile', async () => {
    const folder = await ResultsFolder.open(target, { force: false });
    await mkdir(target);
    await expect(folder.publish()).rejects.toThrow(ResultsExistError);
  });

  it('is left to the run that is writing to it', async () => {
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => undefined, 60000)']);
    try {
      await mkdir(`${target}.unfinished`);
      await writeFile(path.join(`${target}.unfinished`, 'running.json'), JSON.stringify({ pid: other.pid, host: hostname() }));
      await expect(ResultsFolder.open(target, { force: true })).rejects.toThrow(ResultsBusyError);
    } finally {
      other.kill();
    }
  });

  it('takes over from a run that died', async () => {
    await mkdir(`${target}.unfinished`);
    await writeFile(path.join(`${target}.unfinished`, 'running.json'), JSON.stringify({ pid: 2 ** 30, host: hostname() }));
    await writeFile(path.join(`${target}.unfinished`, 'half'), '');
    const folder = await ResultsFolder.open(target, { force: false });
    await folder.publish();
    expect(await readdir(target)).toEqual([]);
    expect(await readFile(path.join(target, 'running.json')).catch(() => null)).toBeNull();
  });
});
