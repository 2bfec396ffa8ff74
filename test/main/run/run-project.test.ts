import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCpuAllocation } from '../../../src-main/pool/cpu-allocation';
import { readResults, readTraces } from '../../../src-main/results/read-results';
import { RunCache } from '../../../src-main/run/run-cache';
import { runProject, type RunOutcome } from '../../../src-main/run/run-project';
import { WorkerPools } from '../../../src-main/run/worker-pools';
import { AUTOMATIC_CPU } from '../../../src-model/cpu';
import { parseProject } from '../../../src-model/parse';
import { ProblemError } from '../../../src-model/problem';
import type { RunEvent } from '../../../src-model/run-events';
import { headlessBundles } from '../headless-bundles';
import { singleFiber, smallNerve } from '../small-project';

let folder: string;
let bundles: string;
let pools: WorkerPools;
const cache = new RunCache(null, { memoryBytes: 1e9, diskBytes: 0 });
const allocation = createCpuAllocation({ ...AUTOMATIC_CPU, fascicle: 2, fem: 2, gmsh: 1 });

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ranvier run '));
  bundles = await headlessBundles();
  pools = new WorkerPools(bundles, allocation);
});
afterAll(async () => {
  await pools.dispose();
  await rm(folder, { recursive: true, force: true });
});

async function run(input: object, name: string | null, options: { signal?: AbortSignal; onEvent?: (event: RunEvent) => void; figures?: boolean } = {}): Promise<RunOutcome & { events: RunEvent[] }> {
  const events: RunEvent[] = [];
  const outcome = await runProject(
    parseProject(input).project,
    { pools, cache, signal: options.signal, figures: options.figures ?? false, out: name === null ? null : { folder: path.join(folder, name), force: false } },
    (event) => {
      events.push(event);
      options.onEvent?.(event);
    },
  );
  return { ...outcome, events };
}
const reused = (events: readonly RunEvent[]): string[] => events.flatMap((event) => (event.kind === 'phase-finished' && event.reused ? [event.phase] : []));

describe('a run', () => {
  it('goes from project to results, and tells how', async () => {
    const { status, folder: written, data, events } = await run(smallNerve(), 'nerve.results', { figures: true });
    expect(status).toBe('finished');
    expect(written).toBe(path.join(folder, 'nerve.results'));
    expect((await readdir(written!)).sort()).toEqual(['fibers.csv', 'figures', 'results.h5', 'run.json']);
    const figures = await readdir(path.join(written!, 'figures'));
    for (const name of ['nerve-before', 'nerve-recruited', 'diameters', 'diameters-recruited']) expect(figures).toEqual(expect.arrayContaining([`${name}.svg`, `${name}.png`]));
    expect(await readFile(path.join(written!, 'figures', 'nerve-recruited.svg'), 'utf8')).toContain('y (µm)');

    const finished = events.filter((event) => event.kind === 'phase-finished').map(({ phase, done, total }) => [phase, done === total]);
    expect(finished).toEqual(['population', 'mesh', 'field', 'footprints', 'fibers', 'analysis', 'results'].map((phase) => [phase, true]));
    expect(events.at(-1)).toMatchObject({ kind: 'run-finished', status: 'finished' });

    // Physics: fibres close to the wire fire, unit solutions conserve the current.
    const recruited = data.recruitment.reduce((sum, row) => sum + row.recruited, 0);
    expect(recruited).toBeGreaterThan(0);
    expect(data.reports?.contacts[0].groundCurrentMa).toBeCloseTo(1, 6);
    const back = await readResults(written!, pools);
    expect(back.fibers.recruited.filter((value) => value === 1)).toHaveLength(recruited);
  });

  it('neither places, meshes nor solves again when only the amplitude changes', async () => {
    const first = await run(smallNerve(), null);
    const second = await run(smallNerve({ amplitudeUa: -2 }), null);
    expect(reused(second.events)).toEqual(['population', 'mesh', 'field', 'footprints']);
    expect(second.data.footprints?.perContact[0]).toEqual(first.data.footprints?.perContact[0]);
    const sum = ({ data }: RunOutcome): number => data.recruitment.reduce((total, row) => total + row.recruited, 0);
    expect(sum(second)).toBeLessThan(sum(first));
  });

  it('takes the field of another population from the cache', async () => {
    await run(smallNerve(), null);
    const { events } = await run(smallNerve({ axonCount: 31 }), null);
    expect(reused(events)).toEqual(['mesh', 'field']);
  });

  it('simulates single fibres in a homogeneous medium and keeps their traces', async () => {
    const { events, data, folder: written } = await run(singleFiber(), 'fiber.results');
    expect(events.filter((event) => event.kind === 'phase-started').map(({ phase }) => phase)).toEqual(['population', 'footprints', 'fibers', 'analysis', 'results']);
    expect(data.recruitment).toEqual([expect.objectContaining({ fascicle: '', myelinated: true, recruited: 1 })]);
    // Closed form: 1 / (4 pi sqrt(sigma_y sigma_z dx^2 + ...)) right below the electrode.
    const middle = data.footprints!.xUm.findIndex((x) => Math.abs(x - 11_500) < 1);
    expect(data.footprints!.perContact[0][middle]).toBeCloseTo(1e6 / (4 * Math.PI * Math.sqrt(0.571 * 0.085) * 500), 3);
    const [trace] = await readTraces(written!, 'A', pools);
    expect(trace.xUm).toHaveLength(21);
    expect(Math.max(...trace.values)).toBeGreaterThan(0);
  });

  it('refuses an invalid project before it starts', async () => {
    const nerve = smallNerve() as { nerve: { diameterUm: number } };
    nerve.nerve.diameterUm = 100;
    await expect(run(nerve, 'invalid.results')).rejects.toThrow(ProblemError);
    expect((await readdir(folder)).filter((name) => name.startsWith('invalid'))).toEqual([]);
  });

  it('keeps what is finished when it is cancelled', async () => {
    const controller = new AbortController();
    const { status, data, folder: written } = await run(smallNerve({ axonCount: 120, durationMs: 20 }), 'cancelled.results', {
      signal: controller.signal,
      onEvent: (event) => { if (event.kind === 'phase-progress' && event.phase === 'fibers' && event.done >= 16) controller.abort(); },
    });
    expect(status).toBe('cancelled');
    const { placed, simulated, notRun } = data.recruitment.reduce((sum, row) => ({ placed: sum.placed + row.placed, simulated: sum.simulated + row.simulated, notRun: sum.notRun + row.notRun }), { placed: 0, simulated: 0, notRun: 0 });
    expect(notRun).toBeGreaterThan(0);
    expect(simulated).toBeLessThan(placed);
    expect(JSON.parse(await readFile(path.join(written!, 'run.json'), 'utf8'))).toMatchObject({ status: 'cancelled' });
    await expect(readResults(written!, pools)).resolves.toMatchObject({ name: 'Small nerve' });
  });

  it('follows a change of the CPU counts while it goes on', async () => {
    const sizes: number[] = [];
    await run(smallNerve({ axonCount: 60 }), null, {
      onEvent: (event) => {
        if (event.kind === 'phase-started' && event.phase === 'fibers') allocation.change({ ...allocation.counts, fascicle: 3 });
        if (event.kind === 'phase-finished' && event.phase === 'fibers') sizes.push(pools.fibers().size);
      },
    });
    expect(sizes).toEqual([3]);
  });
});
