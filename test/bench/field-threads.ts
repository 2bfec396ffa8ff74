// What can only be measured through the worker pools: two threads against one, and how soon other weights and waveforms are answered.
import { createCpuAllocation } from '../../src-main/pool/cpu-allocation';
import { fieldPhase } from '../../src-main/run/field-phase';
import { PhaseClock } from '../../src-main/run/phase-clock';
import type { PhaseContext } from '../../src-main/run/phase-context';
import { populationPhase, type Population } from '../../src-main/run/population-phase';
import { RunCache } from '../../src-main/run/run-cache';
import { WorkerPools } from '../../src-main/run/worker-pools';
import { AUTOMATIC_CPU } from '../../src-model/cpu';
import { parseProject } from '../../src-model/parse';
import type { Project } from '../../src-model/project';
import { contactDrives } from '../../src-model/stimulus/contact-drives';
import { headlessBundles } from '../main/headless-bundles';

/** Ten fascicles of 100 axons under a cuff of eight contacts. */
function tenFascicleProject(weights: readonly number[], axonCount: number): Project {
  const places = [[0, 0], [0, 300], [220, 210], [330, -20], [230, -240], [0, -330], [-220, -240], [-330, 10], [-220, 210], [0, 150]];
  return parseProject({
    format: 'ranvier-project', version: 1, seed: 1,
    nerve: { lengthUm: 10000, diameterUm: 1000 },
    fascicles: places.map(([centerYUm, centerZUm], k) => ({
      id: `F${k}`, shape: { kind: 'circle', centerYUm, centerZUm, diameterUm: k === 0 ? 120 : 100 + 8 * k },
      population: { kind: 'generated', axonCount, unmyelinatedFraction: 0.7 },
    })),
    electrodes: [{ kind: 'multi-contact-cuff', id: 'CUFF', centerXUm: 5000, contactLengthUm: 400, contactCount: 8 }],
    stimulation: {
      waveforms: [{ id: 'pulse', waveform: { kind: 'pulse', startMs: 0.1, durationMs: 0.1, amplitudeUa: -100 } }],
      drives: weights.map((weight, k) => ({ contact: `CUFF/${k}`, waveform: 'pulse', weight })),
    },
  }).project;
}

async function contextFor(fem: number): Promise<PhaseContext> {
  const pools = new WorkerPools(await headlessBundles(), createCpuAllocation({ ...AUTOMATIC_CPU, fascicle: 2, fem, gmsh: 1 }));
  const cache = new RunCache(null, { memoryBytes: 4e9, diskBytes: 0 });
  return { pools, cache, clock: new PhaseClock(() => undefined), signal: new AbortController().signal, gmshPath: null, warn: () => undefined };
}

export interface ThreadTiming { threads: number; fieldS: number; footprintsS: number }

/** Wall time of the phases "field" (assembly and eight contacts) and "footprints" with warm workers; the machine must be otherwise idle. */
export async function timeThreads(threads: number): Promise<ThreadTiming> {
  const context = await contextFor(threads);
  try {
    const project = tenFascicleProject([1], 20);
    const population = await populationPhase(project, context);
    // The first round starts the workers and warms up the compilers.
    const timings: ThreadTiming[] = [];
    for (let round = 0; round < 2; round++) {
      const clock = new PhaseClock(() => undefined);
      await fieldPhase(project, population, { ...context, clock, cache: new RunCache(null, { memoryBytes: 0, diskBytes: 0 }) });
      const seconds = (phase: string) => clock.timings.find((timing) => timing.phase === phase)!.seconds;
      timings.push({ threads, fieldS: seconds('field'), footprintsS: seconds('footprints') });
    }
    return timings[1];
  } finally {
    await context.pools.dispose();
  }
}

export interface WhatIfTiming { fibers: number; compartments: number; contacts: number; wallMs: number }

/** From changed weights to the potential at the height of the pulse in every compartment of 1000 fibres. */
export async function timeWhatIf(): Promise<WhatIfTiming> {
  const context = await contextFor(2);
  try {
    const population: Population = await populationPhase(tenFascicleProject([1], 100), context);
    const answer = async (weights: readonly number[]) => {
      const project = tenFascicleProject(weights, 100);
      const start = performance.now();
      const { footprints } = await fieldPhase(project, population, context);
      const potentialsMv = new Float64Array(footprints.xUm.length);
      contactDrives(project).forEach((drive, contact) => {
        if (drive === null) return;
        // 1 uA on a footprint in mV per mA.
        const factor = drive.valueUa.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0) * 1e-3;
        const values = footprints.perContact[contact];
        for (let i = 0; i < values.length; i++) potentialsMv[i] += factor * values[i];
      });
      return { potentialsMv, contacts: footprints.perContact.length, wallMs: performance.now() - start };
    };
    await answer([1, -1]);
    const times: number[] = [];
    let last = await answer([1]);
    for (let round = 0; round < 9; round++) {
      last = await answer(Array.from({ length: 8 }, (_, k) => Math.cos(k + round)));
      times.push(last.wallMs);
    }
    times.sort((a, b) => a - b);
    return { fibers: population.rows.length, compartments: last.potentialsMv.length, contacts: last.contacts, wallMs: times[4] };
  } finally {
    await context.pools.dispose();
  }
}
