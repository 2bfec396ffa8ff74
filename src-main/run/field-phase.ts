// Mesh, field and footprints of a nerve: each taken from the cache while its inputs have not changed, so that another waveform,
// amplitude or weight never meshes or solves again.
import { contactsOf } from '../../src-model/contacts';
import type { Project } from '../../src-model/project';
import { fieldProblemOf } from '../../src-workers/field/build-problem';
import { CancelledError } from '../../src-model/task';
import type { SampledPotentials } from '../../src-workers/field.worker';
import { withSharedArrays } from '../../src-workers/shared-arrays';
import type { Footprints } from './footprints';
import { sharedFloats } from './footprints';
import { inTurn } from './in-turn';
import { inputHash } from './input-hash';
import { fieldKeyOf } from './make-mesh';
import type { PhaseContext } from './phase-context';
import type { FieldReports } from './run-data';
import type { RunFibers } from './run-fibers';
import { meshAndSolve, meshDetail, type SolvedField } from './solve-field';

interface StoredFootprints { perContact: Float64Array[]; reports: FieldReports; insideElectrode: number }

/** Compartments of one request for potentials: bounds what lies in memory besides the answer. */
const SAMPLED_AT_ONCE = 1_000_000;
/** Parts that wait beside the running one, so that no worker idles. */
const PARTS_PER_WORKER = 2;

/** Fibre positions and compartments of the footprints that are asked for. */
export interface FootprintTargets {
  fibers: RunFibers;
  rows: Int32Array;
  compartments: Footprints;
}

/** x, y, z of every compartment of fibres `from` .. `to` of the simulated ones, um. */
export function compartmentPoints({ fibers, rows, compartments }: FootprintTargets, from: number, to: number): Float64Array {
  const first = compartments.offsets[from];
  const points = new Float64Array(3 * (compartments.offsets[to] - first));
  for (let k = from; k < to; k++) {
    for (let i = compartments.offsets[k]; i < compartments.offsets[k + 1]; i++) {
      points[3 * (i - first)] = compartments.xUm[i];
      points[3 * (i - first) + 1] = fibers.yUm[rows[k]];
      points[3 * (i - first) + 2] = fibers.zUm[rows[k]];
    }
  }
  return points;
}

/** Splits the simulated fibres into about `parts` runs of whole fibres with similar numbers of compartments. */
export function splitFibers({ offsets }: Pick<Footprints, 'offsets'>, parts: number): [from: number, to: number][] {
  const count = offsets.length - 1;
  const target = Math.max(1, Math.ceil(offsets[count] / parts));
  const runs: [number, number][] = [];
  for (let from = 0; from < count;) {
    let to = from + 1;
    while (to < count && offsets[to + 1] - offsets[from] <= target) to += 1;
    runs.push([from, to]);
    from = to;
  }
  return runs;
}

export async function fieldPhase(project: Project, targets: FootprintTargets, context: PhaseContext): Promise<{ footprints: Footprints; reports: FieldReports }> {
  const { cache, clock, pools, warn } = context;
  const problem = fieldProblemOf(project);
  const contactCount = contactsOf(project.electrodes).length;
  const fieldKey = fieldKeyOf(problem, pools);
  const { compartments, fibers, rows } = targets;
  const place = (values: Float64Array): number[] => Array.from(rows, (row) => values[row]);
  const footprintKey = inputHash(fieldKey, compartments.offsets, compartments.xUm, place(fibers.yUm), place(fibers.zUm));

  let stored = await cache.get(footprintKey) as StoredFootprints | undefined;
  const reused = stored !== undefined;
  if (!stored) {
    const field = await meshAndSolve(problem, contactCount, fieldKey, context);
    const sampled = await clock.run({ phase: 'footprints', total: rows.length, unit: 'fibres', workers: pools.cpu.workers('fem'), inputHash: footprintKey },
      async (report) => ({ value: await sampleFootprints(field, fieldKey, targets, context, report) }));
    stored = { perContact: sampled.perContact, insideElectrode: sampled.insideElectrode, reports: { mesh: field.report, contacts: field.solutions.map((solution) => solution.report) } };
    cache.keep(footprintKey, stored);
  } else {
    await tellReused(stored.reports, contactCount, rows.length, fieldKey, footprintKey, context);
  }
  for (const message of stored.reports.mesh?.warnings ?? []) warn('mesh', message);
  if (stored.insideElectrode > 0) warn('footprints', `${stored.insideElectrode} compartments lie inside an electrode and take the potential of the tissue beside it.`);
  const perContact = reused ? stored.perContact.map((values) => withSharedArrays(values)) : stored.perContact;
  return { footprints: { ...compartments, perContact }, reports: stored.reports };
}

async function tellReused(reports: FieldReports, contactCount: number, fiberCount: number, fieldKey: string, footprintKey: string, { clock }: PhaseContext): Promise<void> {
  const nothing = (): Promise<{ value: null; reused: true; detail: string }> => Promise.resolve({ value: null, reused: true, detail: '' });
  await clock.run({ phase: 'mesh', total: 1, unit: 'meshes', workers: 0, inputHash: fieldKey }, async () => ({ ...await nothing(), detail: meshDetail(reports.mesh) }));
  await clock.run({ phase: 'field', total: contactCount, unit: 'contacts', workers: 0, inputHash: fieldKey }, nothing);
  await clock.run({ phase: 'footprints', total: fiberCount, unit: 'fibres', workers: 0, inputHash: footprintKey }, nothing);
}

async function sampleFootprints(field: SolvedField, fieldKey: string, targets: FootprintTargets, { pools, signal }: PhaseContext, report: (done: number) => void): Promise<SampledPotentials> {
  const { compartments } = targets;
  const solutions = withSharedArrays(field.solutions);
  const total = compartments.xUm.length;
  const perContact = solutions.map(() => sharedFloats(total));
  let insideElectrode = 0;
  let done = 0;
  const parts = Math.max(pools.cpu.workers('fem'), Math.ceil(total / SAMPLED_AT_ONCE));
  const finished = await inTurn(splitFibers(compartments, parts), () => PARTS_PER_WORKER * pools.cpu.workers('fem'), async ([from, to]) => {
    const pointsUm = compartmentPoints(targets, from, to);
    const sampled = await pools.field().run({ title: `the footprints of ${to - from} fibres`, signal },
      (worker, control) => worker.sample({ meshKey: fieldKey, mesh: field.mesh, solutions, pointsUm }, control));
    sampled.perContact.forEach((values, contact) => perContact[contact].set(values, compartments.offsets[from]));
    insideElectrode += sampled.insideElectrode;
    done += to - from;
    report(done);
  });
  if (!finished) throw new CancelledError();
  return { perContact, insideElectrode };
}
