// What the application remembers of a run that goes on, and what it offers after it was killed.
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InterruptedRunStore } from '../../../src-main/run-host/interrupted-run';

let home: string;
let store: InterruptedRunStore;
const DEAD = 2 ** 30;
const request = () => ({ projectText: '{}', projectFolder: home, outFolder: path.join(home, 'a.results'), studies: null, gmshPath: '/usr/bin/gmsh' });

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'ranvier-interrupted-'));
  store = new InterruptedRunStore(home);
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function keepAndWait(): Promise<void> {
  store.keep(request(), 'Nerve', path.join(home, 'a.ranvier'));
  await expect.poll(() => readdir(home)).toContain('interrupted-run.json');
}

async function marker(pid: number, host = hostname()): Promise<void> {
  await mkdir(path.join(home, 'a.results.unfinished'), { recursive: true });
  await writeFile(path.join(home, 'a.results.unfinished', 'running.json'), JSON.stringify({ pid, host, projectName: 'Nerve', startedAt: '', phase: 'fibers', percent: 40 }));
}

describe('an interrupted run', () => {
  it('is offered with its place, also before its folder was there', async () => {
    await keepAndWait();
    expect(new InterruptedRunStore(home).offer()).toMatchObject({ projectName: 'Nerve', fileName: 'a.ranvier', phase: null, percent: null });
    await marker(DEAD);
    expect(new InterruptedRunStore(home).offer()).toMatchObject({ phase: 'Fibres', percent: 40 });
    expect(store.read()?.request).toEqual({ projectText: '{}', projectFolder: home, outFolder: path.join(home, 'a.results'), studies: null });
  });

  it('is not offered once it has ended, however quickly', async () => {
    store.keep(request(), 'Nerve', null);
    await store.forget();
    expect(store.offer()).toBeNull();
    expect(await readdir(home)).toEqual([]);
  });

  it('is not offered when its results are there: it was killed after its end', async () => {
    await keepAndWait();
    await mkdir(path.join(home, 'a.results'));
    expect(new InterruptedRunStore(home).offer()).toBeNull();
  });

  it('is not offered while another program goes on with it; a marker that nobody touches any more is no such program', async () => {
    await keepAndWait();
    await marker(process.ppid);
    expect(store.offer()).toBeNull();
    const longAgo = new Date(Date.now() - 3_600_000);
    await utimes(path.join(home, 'a.results.unfinished', 'running.json'), longAgo, longAgo);
    expect(store.offer()).toMatchObject({ percent: 40 });
    await marker(1, 'another-computer');
    expect(store.offer()).toBeNull();
  });

  it('is discarded with what it had written', async () => {
    await keepAndWait();
    await marker(DEAD);
    await store.discard();
    expect(await readdir(home)).toEqual([]);
    expect(store.offer()).toBeNull();
  });

  it('does not stop a start when what is kept is damaged', async () => {
    await writeFile(path.join(home, 'interrupted-run.json'), '{"version": 1, "request": ');
    expect(store.offer()).toBeNull();
    await writeFile(path.join(home, 'interrupted-run.json'), '{"version": 2}');
    expect(store.offer()).toBeNull();
  });
});
