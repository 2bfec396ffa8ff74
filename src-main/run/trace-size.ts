// How large recorded traces become: to size batches, and to refuse before the work begins what no disk will hold.
import { statfs } from 'node:fs/promises';
import { ProblemError } from '../../src-model/problem';
import type { Project } from '../../src-model/project';
import { countOfValues } from '../../src-model/schema/study';
import type { Footprints } from './footprints';
import type { RunFibers } from './run-fibers';

interface Recorded {
  project: Project;
  fibers: RunFibers;
  rows: Int32Array;
  compartments: Pick<Footprints, 'offsets'>;
}

/** Of one node and internode of a double cable; the other models have fewer. */
const MOST_COMPARTMENTS_PER_NODE = 11;
const LEAST_COMPARTMENTS_PER_NODE = 1;
/** Currents, gates and conductances of the models: from 1 up to so many each. */
const MOST_PER_SETTING = 8;
const GIGABYTE = 1e9;

/** Bytes of the traces of simulated fibre k, between what every model needs and what the largest one does. */
function traceBytes({ project: { simulation }, fibers, rows, compartments: { offsets } }: Recorded, k: number, compartmentsPerNode: number, perSetting: number): number {
  const { record, durationMs, dtMs, precision } = simulation;
  if (record.fibers && !record.fibers.includes(fibers.ids[rows[k]])) return 0;
  const size = offsets[k + 1] - offsets[k];
  const nodes = fibers.myelinated[rows[k]] === 1 ? Math.ceil(size / compartmentsPerNode) : size;
  const places = { none: 0, nodes, all: size, points: Math.min(size, record.pointsUm ? countOfValues(record.pointsUm) : 0) }[record.membranePotential];
  const more = [record.ionicCurrents, record.gates, record.conductances].filter(Boolean).length;
  const quantities = 1 + Number(record.membraneCurrent) + perSetting * more;
  return places * (Math.floor(durationMs / dtMs / record.everySteps) + 1) * quantities * (precision === 'f32' && quantities === 1 ? 4 : 8);
}

/** At most; for batches that fit into memory. */
export const mostTraceBytes = (run: Omit<Recorded, 'compartments'> & { footprints: Pick<Footprints, 'offsets'> }, k: number): number =>
  traceBytes({ ...run, compartments: run.footprints }, k, LEAST_COMPARTMENTS_PER_NODE, MOST_PER_SETTING);

/** Throws ProblemError when the traces of a run need more space than there is in `folder`, whatever the models. */
export async function refuseTracesWithoutSpace(run: Recorded, folder: string): Promise<void> {
  let bytes = 0;
  for (let k = 0; k < run.rows.length; k++) bytes += traceBytes(run, k, MOST_COMPARTMENTS_PER_NODE, 1);
  if (bytes === 0) return;
  // Some network drives do not tell; then a full disk stops the run when it is full.
  const space = await statfs(folder).catch(() => null);
  const freeBytes = space ? space.bavail * space.bsize : Infinity;
  if (bytes <= freeBytes) return;
  const size = (value: number): string => `${(value / GIGABYTE).toPrecision(3)} GB`;
  throw new ProblemError([{
    severity: 'error', path: ['simulation', 'record'], where: 'recording',
    message: `The traces of ${run.rows.length} fibres need at least ${size(bytes)} on the disk, and ${folder} has ${size(freeBytes)} left. Record fewer fibres (simulation.record.fibers), `
      + 'chosen points, or one sample of every so many time steps (simulation.record.everySteps); or write the results to another disk.',
  }]);
}
