// Population: axons of all fascicles side by side, then the compartments of every fibre.
import type { Project } from '../../src-model/project';
import type { FiberSpec } from '../../src-workers/fiber/request';
import { geometryOf } from '../../src-workers/fiber/morphology';
import type { PopulatedFascicle } from '../../src-workers/population/populate';
import type { Footprints } from './footprints';
import { layOutCompartments } from './footprints';
import { inputHash } from './input-hash';
import { sharedProgress } from './phase-clock';
import type { PhaseContext } from './phase-context';
import type { RunFibers } from './run-fibers';
import { runFibersOf, simulatedRows } from './run-fibers';

export interface Population {
  fibers: RunFibers;
  rows: Int32Array;
  /** Compartments of the simulated fibres; no contact yet. */
  compartments: Footprints;
}

const FIBERS_PER_JOB = 512;

export async function populationPhase(project: Project, context: PhaseContext): Promise<Population> {
  const { pools, signal, cache, clock, warn } = context;
  const { fascicles, electrodes, seed } = project;
  const key = inputHash(pools.programHash('population'), project.nerve ?? null, fascicles, project.fibers, electrodes, seed, project.simulation.myelinated, project.simulation.unmyelinated);
  return clock.run({ phase: 'population', total: axonTotal(project), unit: 'fibres', workers: pools.cpu.workers('fascicle'), inputHash: key }, async (report) => {
    const stored = await cache.get(key) as { populations: PopulatedFascicle[]; compartments: Footprints } | undefined;
    const shareOf = sharedProgress(report);
    const populations = stored?.populations ?? await Promise.all(fascicles.map((fascicle) =>
      pools.population().run(
        { title: `the population of fascicle "${fascicle.id}"`, signal, onProgress: shareOf(axonCount(fascicle)) },
        (worker, control) => worker.populate(fascicle, electrodes, seed, control))));
    const fibers = runFibersOf(project, populations.map(({ axons }) => axons), (index) => explicitLengthUm(project, index));
    const rows = simulatedRows(fibers);
    const compartments = stored?.compartments ?? layOutCompartments(await centersOf(Array.from(rows, (row) => fibers.specs[row]!), context));
    if (!stored) cache.keep(key, { populations, compartments });
    populations.forEach(({ warnings }, index) => { for (const warning of warnings) warn(`fascicle "${fascicles[index].id}"`, warning); });
    const missing = fibers.count - rows.length;
    return { value: { fibers, rows, compartments }, reused: stored !== undefined, done: fibers.count, detail: missing > 0 ? `${missing} not simulated` : '' };
  });
}

const axonCount = (fascicle: Project['fascicles'][number]): number =>
  (fascicle.population.kind === 'generated' ? fascicle.population.axonCount : fascicle.population.axons.length);

const axonTotal = (project: Project): number => project.fascicles.reduce((sum, fascicle) => sum + axonCount(fascicle), project.fibers.length);

/** Compartment centres of every fibre, um. */
async function centersOf(specs: FiberSpec[], { pools, signal }: PhaseContext): Promise<Float64Array[]> {
  const jobs: FiberSpec[][] = [];
  for (let at = 0; at < specs.length; at += FIBERS_PER_JOB) jobs.push(specs.slice(at, at + FIBERS_PER_JOB));
  const parts = await Promise.all(jobs.map((job) =>
    pools.population().run({ title: 'the compartments of fibres', signal }, (worker, control) => worker.compartments(job, control))));
  return parts.flat();
}

/** Length of an explicit fibre: its own; or from the first node to the end of the last of `nodeCount`; or the nerve's. */
export function explicitLengthUm(project: Project, index: number): number {
  const fiber = project.fibers[index];
  if (fiber.lengthUm !== undefined) return fiber.lengthUm;
  if (fiber.nodeCount !== undefined && fiber.myelinated) {
    const { internodeUm, nodeLengthUm } = geometryOf({ ...fiber, myelinated: true, lengthUm: 0, model: fiber.myelinatedModel ?? project.simulation.myelinated });
    return (fiber.nodeShift + fiber.nodeCount - 1) * internodeUm + nodeLengthUm;
  }
  // 0 makes the fibre fail with a message of its own; validation has named it before.
  return project.nerve?.lengthUm ?? 0;
}
