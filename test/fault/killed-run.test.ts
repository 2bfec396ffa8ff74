// kill -9 in the middle of a run: the next run goes on where it stopped and gives the bytes of an undisturbed run.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunEvent } from '../../src-model/run-events';
import { batch, startBatch } from '../main/batch/headless-process';
import { smallNerve } from '../main/small-project';

let home: string;
let project: string;
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'ranvier-kill-'));
  project = path.join(home, 'long.ranvier');
  await writeFile(project, JSON.stringify(smallNerve({ axonCount: 90, durationMs: 30 })));
});
afterAll(() => rm(home, { recursive: true, force: true }));

const args = (out: string, ...more: string[]): string[] => [project, '--no-figures', '--json-progress', '--fascicle-cpu', '1', '--out', path.join(home, out), ...more];
const eventsOf = (text: string): RunEvent[] => text.split('\n').filter((line) => line.endsWith('}')).map((line) => JSON.parse(line) as RunEvent);
const fibersDone = (events: readonly RunEvent[]): number => Math.max(0, ...events.flatMap((event) => (event.kind === 'phase-progress' && event.phase === 'fibers' ? [event.done] : [])));

it('goes on after a kill, and gives the same bytes', async () => {
  const running = await startBatch(args('killed'), home);
  let seen = '';
  await new Promise<void>((resolve) => {
    running.child.on('close', () => resolve());
    running.child.stdout?.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
      if (fibersDone(eventsOf(seen)) >= 40) resolve();
    });
  });
  running.child.kill('SIGKILL');
  await running.ended;
  expect(await readdir(home)).toContain('killed.unfinished');

  const resumed = await batch(args('killed'), home);
  expect(resumed.code).toBe(0);
  const fibers = eventsOf(resumed.out).find((event) => event.kind === 'phase-finished' && event.phase === 'fibers');
  expect(fibers).toMatchObject({ detail: expect.stringMatching(/^\d+ taken from an earlier run$/) as string });
  expect(await readdir(home)).not.toContain('killed.unfinished');

  expect(await batch(args('undisturbed', '--no-cache'), home)).toMatchObject({ code: 0 });
  for (const name of ['fibers.csv', 'results.h5']) {
    expect((await readFile(path.join(home, 'killed', name))).equals(await readFile(path.join(home, 'undisturbed', name))), name).toBe(true);
  }
});
