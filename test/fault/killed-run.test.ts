// kill -9 at random moments (seeded, spread over the phases): the next start goes on where the run stopped and ends with the bytes of an
// undisturbed run; results that are to be replaced, and projects that are being saved, are the old ones or the new ones.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildEntry } from '../../scripts/build-headless.mjs';
import { readProjectFile } from '../../src-main/project-file/project-file';
import { parseProject } from '../../src-model/parse';
import type { RunEvent, RunPhase } from '../../src-model/run-events';
import { batch, startBatch } from '../main/batch/headless-process';
import { smallNerve } from '../main/small-project';

const KILLS = 50;
/** Each chain of attempts begins with an empty cache and ends with a run that is left alone. */
const ATTEMPTS_PER_CHAIN = 6;
/** Each run has one processor. */
const CHAINS_AT_ONCE = 2;
/** A kill comes so long after the phase that was drawn has begun, at most. */
const LATEST_MS = 250;
/** A busy computer takes long to start a process. */
const LONGEST_MS = 60_000 + 15_000 * KILLS;
const PHASES: RunPhase[] = ['population', 'mesh', 'field', 'footprints', 'fibers', 'studies', 'results'];
const COMPARED = ['fibers.csv', 'results.h5', 'study-curve.csv'];

let home: string;
let project: string;
/** Numbers from 0 to 1, the same ones at every test. */
function randomFrom(seed: number): () => number {
  const generator = xoroshiro128plus(seed);
  return () => uniformFloat64(generator);
}
const at = (...names: string[]): string => path.join(home, ...names);

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'ranvier-kill-'));
  project = at('long.ranvier');
  const studies = [{ kind: 'recruitment-curve', id: 'curve', amplitudesUa: { from: 5, to: 50, count: 4 } }];
  const nerve = parseProject(smallNerve({ axonCount: 60, durationMs: 3 })).project;
  const [life] = nerve.electrodes;
  // Several contacts, so that there are moments between them; coarse, so that many kills take little.
  const electrodes = [life, ...[-50, 30].map((zUm) => ({ ...life, id: `LIFE at ${zUm}`, zUm }))];
  await writeFile(project, JSON.stringify({ ...nerve, electrodes, simulation: { ...nerve.simulation, field: { ...nerve.simulation.field, mesh: 3 } }, studies }));
});
afterAll(() => rm(home, { recursive: true, force: true, maxRetries: 5 }));

const args = (out: string, ...more: string[]): string[] => [project, '--no-figures', '--json-progress', '--fascicle-cpu', '1', '--out', at(out), ...more];
const eventsOf = (text: string): RunEvent[] => text.split('\n').filter((line) => line.endsWith('}')).map((line) => JSON.parse(line) as RunEvent);
const filesOf = (folder: string): Promise<Buffer[]> => Promise.all(COMPARED.map((name) => readFile(at(folder, name))));

/** Ends a run hard, some time after `phase` has begun; false when the run was quicker. */
async function killIn(phase: RunPhase, delayMs: number, out: string, cache: string): Promise<boolean> {
  const running = await startBatch(args(out, '--force'), at(cache));
  let seen = '';
  running.child.stdout?.on('data', (chunk: Buffer) => {
    const before = seen;
    seen += chunk.toString();
    const begun = `"kind":"phase-started","phase":"${phase}"`;
    if (seen.includes(begun) && !before.includes(begun)) setTimeout(() => running.child.kill('SIGKILL'), delayMs);
  });
  return (await running.ended).code === null;
}

describe('a run that is killed', () => {
  it(`${KILLS} times at random moments ends with the same bytes`, async () => {
    expect(await batch(args('undisturbed', '--no-cache'), at('none'))).toMatchObject({ code: 0 });
    const undisturbed = await filesOf('undisturbed');
    expect(await batch(args('older', '--seed', '99', '--no-cache'), at('none'))).toMatchObject({ code: 0 });
    const older = await filesOf('older');
    let killed = 0;

    const killAndResume = async (chain: number): Promise<void> => {
      const [cache, out] = [`cache-${chain}`, `killed-${chain}`];
      const random = randomFrom(chain);
      await cp(at('older'), at(out), { recursive: true });
      for (let attempt = 0; attempt < ATTEMPTS_PER_CHAIN; attempt++) {
        // Every phase in turn; the moment within it is drawn.
        if (await killIn(PHASES[(chain * ATTEMPTS_PER_CHAIN + attempt) % PHASES.length], LATEST_MS * random() ** 2, out, cache)) killed += 1;
        const place = (await readdir(home)).includes(out) ? out : `${out}.replaced`;
        const present = await filesOf(place);
        expect(present.every((bytes, k) => bytes.equals(older[k])) || present.every((bytes, k) => bytes.equals(undisturbed[k])), `chain ${chain}, attempt ${attempt}: old or new results, whole`).toBe(true);
      }
      const { code, err } = await batch(args(out, '--force'), at(cache));
      expect(existsSync(project), 'nobody cleaned the folder of this test away').toBe(true);
      expect(err, `chain ${chain}`).toBe('');
      expect(code).toBe(0);
      (await filesOf(out)).forEach((bytes, k) => expect(bytes.equals(undisturbed[k]), `chain ${chain}: ${COMPARED[k]}`).toBe(true));
      expect((await readdir(home)).filter((name) => name.startsWith(`${out}.`))).toEqual([]);
    };
    let chains = 0;
    await Promise.all(Array.from({ length: CHAINS_AT_ONCE }, async () => {
      while (killed < KILLS) await killAndResume(chains++);
    }));
  }, LONGEST_MS);

  it('tells the next start how far it was, and what it had finished is not computed again', async () => {
    // Long enough for the kill to come in time on a busy computer.
    const told = args('told', '--set', 'simulation.durationMs=20');
    const running = await startBatch(told, at('cache-told'));
    let seen = '';
    await new Promise<void>((resolve) => {
      running.child.on('close', () => resolve());
      running.child.stdout?.on('data', (chunk: Buffer) => {
        seen += chunk.toString();
        if (eventsOf(seen).some((event) => event.kind === 'phase-progress' && event.phase === 'fibers' && event.done >= 30)) resolve();
      });
    });
    running.child.kill('SIGKILL');
    await running.ended;
    const resumed = await batch(told, at('cache-told'));
    expect(resumed.code).toBe(0);
    const events = eventsOf(resumed.out);
    expect(events).toContainEqual({ kind: 'warning', where: 'results', message: expect.stringMatching(/^An earlier run into this folder was interrupted in the phase "Fibres" at \d+ %\. What it had finished is not computed again\.$/) as string });
    expect(events.find((event) => event.kind === 'phase-finished' && event.phase === 'fibers')).toMatchObject({ detail: expect.stringMatching(/^\d+ taken from an earlier run$/) as string });
    (await filesOf('told')).forEach((bytes, k) => expect(bytes.length, COMPARED[k]).toBeGreaterThan(0));
  });
});

it('a save that is killed leaves the old project or the new one', async () => {
  await buildEntry(path.join(__dirname, 'saving.entry.ts'), home);
  const file = at('saved.ranvier');
  const random = randomFrom(KILLS);
  for (let kill = 0; kill < KILLS; kill++) {
    const child = spawn(process.execPath, [at('saving.entry.cjs'), file], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise((resolve) => child.on('close', resolve));
    const delayMs = 60 * random();
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), delayMs));
    await ended;
    const { project: found } = await readProjectFile(file);
    expect(['1000', '300']).toContain(found.name);
    expect(found.fibers).toHaveLength(Number(found.name));
  }
}, LONGEST_MS);
