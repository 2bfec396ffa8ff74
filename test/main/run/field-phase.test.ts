// The field of a nerve through real workers: the same bytes for any number of them, and nothing solved again for another waveform or weight.
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createCpuAllocation } from '../../../src-main/pool/cpu-allocation';
import { fieldPhase } from '../../../src-main/run/field-phase';
import { PhaseClock } from '../../../src-main/run/phase-clock';
import type { PhaseContext } from '../../../src-main/run/phase-context';
import { populationPhase } from '../../../src-main/run/population-phase';
import { RunCache } from '../../../src-main/run/run-cache';
import { WorkerPools } from '../../../src-main/run/worker-pools';
import { AUTOMATIC_CPU } from '../../../src-model/cpu';
import { parseProject } from '../../../src-model/parse';
import type { RunEvent } from '../../../src-model/run-events';
import { CancelledError } from '../../../src-model/task';
import { headlessBundles } from '../headless-bundles';

const cuffNerve = (weights: number[], amplitudeUa: number, mesh = 3) => parseProject({
  format: 'ranvier-project', version: 1, seed: 3,
  nerve: { lengthUm: 4000, diameterUm: 300 },
  fascicles: [{ id: 'F1', shape: { kind: 'ellipse', centerYUm: 20, centerZUm: -10, diameterYUm: 150, diameterZUm: 100, rotationDeg: 20 }, population: { kind: 'generated', axonCount: 20, placement: { spacingUm: 1 } } }],
  electrodes: [{ kind: 'multi-contact-cuff', id: 'CUFF', centerXUm: 2000, contactLengthUm: 200 }],
  stimulation: {
    waveforms: [{ id: 'pulse', waveform: { kind: 'pulse', startMs: 0.1, durationMs: 0.1, amplitudeUa } }],
    drives: weights.map((weight, k) => ({ contact: `CUFF/${k}`, waveform: 'pulse', weight })),
  },
  simulation: { durationMs: 1, field: { mesh } },
}).project;

const open: WorkerPools[] = [];
afterAll(async () => { await Promise.all(open.map((pools) => pools.dispose())); });

const newCache = () => new RunCache(null, { memoryBytes: 1e9, diskBytes: 0 });

async function contextFor(fem: number, cache = newCache(), signal = new AbortController().signal) {
  const pools = new WorkerPools(await headlessBundles(), createCpuAllocation({ ...AUTOMATIC_CPU, fascicle: 1, fem, gmsh: 1 }));
  open.push(pools);
  const events: RunEvent[] = [];
  const context: PhaseContext = { pools, cache, clock: new PhaseClock((event) => { events.push(event); }), signal, gmshPath: null, warn: () => undefined };
  const potentials = async (weights: number[], amplitudeUa: number, mesh?: number) => {
    const project = cuffNerve(weights, amplitudeUa, mesh);
    return (await fieldPhase(project, await populationPhase(project, context), context)).footprints.perContact;
  };
  const solvedPhases = () => events.flatMap((event) => (event.kind === 'phase-finished' && !event.reused ? [event.phase] : []));
  const fieldDetail = () => events.flatMap((event) => (event.kind === 'phase-finished' && event.phase === 'field' ? [event.detail] : []));
  return { potentials, solvedPhases, fieldDetail };
}

describe('the field in worker threads', () => {
  it('is the same to the last byte for 1, 2 and 3 of them', async () => {
    const [one, two, three] = await Promise.all([1, 2, 3].map(async (fem) => (await contextFor(fem)).potentials([1, -1], -100)));
    expect(one).toHaveLength(4);
    expect(one[0].some((value) => value > 100)).toBe(true);
    for (const other of [two, three]) expect(other.map((values) => Array.from(values))).toEqual(one.map((values) => Array.from(values)));
  });

  it('is not solved again for other waveforms, amplitudes or weights', async () => {
    const { potentials, solvedPhases } = await contextFor(2);
    const first = await potentials([1, -1], -100);
    expect(solvedPhases()).toEqual(['population', 'mesh', 'field', 'footprints']);
    for (const [weights, amplitudeUa] of [[[1, -1], -37], [[0.2, -0.5, 3, 1], -100], [[1], 5]] as const) expect(await potentials([...weights], amplitudeUa)).toEqual(first);
    expect(solvedPhases()).toHaveLength(4);
  });

  it('goes on with the next contact when it was stopped during the second one, with the same bytes', async () => {
    const FINE = 2;
    const undisturbed = await (await contextFor(1)).potentials([1], -100, FINE);
    const cache = newCache();
    const stop = new AbortController();
    let solved = 0;
    vi.spyOn(cache, 'keep').mockImplementation((key, value) => {
      RunCache.prototype.keep.call(cache, key, value);
      if (typeof value !== 'object' || value === null || !('contact' in value)) return;
      solved += 1;
      stop.abort();
    });
    await expect((await contextFor(1, cache, stop.signal)).potentials([1], -100, FINE)).rejects.toThrow(CancelledError);
    const before = solved;
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(4);
    const { potentials, solvedPhases, fieldDetail } = await contextFor(2, cache);
    expect(await potentials([1], -100, FINE)).toEqual(undisturbed);
    expect(solvedPhases()).toEqual(['field', 'footprints']);
    expect(fieldDetail()).toEqual([expect.stringMatching(new RegExp(`, ${before} taken from an earlier run$`))]);
    expect(solved).toBe(4);
  });
});
