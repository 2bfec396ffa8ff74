// Everything a run produced, in memory: what the writers store, what studies and the window build on.
import type { HeldWaveform } from '../../src-model/stimulus/held-waveform';
import type { CpuCounts } from '../../src-model/cpu';
import type { Project } from '../../src-model/project';
import { NOT_RECRUITED, RECRUITED, UNDECIDED, type StudyTable } from '../../src-model/results';
import type { RecruitmentRow, RunPhase, RunStatus } from '../../src-model/run-events';
import type { ContactReport, MeshReport } from '../../src-workers/field/problem';
import type { FiberResult, Trace } from '../../src-workers/fiber/request';
import type { SpooledValues } from '../../src-workers/report/write-hdf5';
import type { Footprints } from './footprints';
import type { RunFibers } from './run-fibers';

export interface PhaseTiming {
  phase: RunPhase;
  /** Of a study: its name. */
  title?: string;
  seconds: number;
  workers: number;
  /** The inputs had not changed: taken from an earlier run. */
  reused: boolean;
  /** SHA-256 of what the phase depends on; null for phases that are never reused. */
  inputHash: string | null;
}

export interface RunWarning {
  where: string;
  message: string;
}

export interface FieldReports {
  mesh: MeshReport | null;
  contacts: ContactReport[];
}

/** A recorded quantity; its values wait in the spool of the run when it has one. */
export type StoredTrace = Omit<Trace, 'values'> & { values: Trace['values'] | SpooledValues };
export type RunResult = Omit<FiberResult, 'traces'> & { traces: StoredTrace[] };

export interface RunData {
  project: Project;
  status: RunStatus;
  contacts: string[];
  /** Current of each contact; null: not driven. */
  drives: (HeldWaveform | null)[];
  fibers: RunFibers;
  /** Table rows of the simulated fibres: entry k owns footprint k. */
  rows: Int32Array;
  footprints: Footprints | null;
  /** One per table row; null where the fibre was not placed or not reached. */
  results: (RunResult | null)[];
  /** Counts per fascicle and type. */
  recruitment: RecruitmentRow[];
  reports: FieldReports | null;
  /** Tables of the studies that ran, in the order of the project. */
  studies: StudyTable[];
  timings: PhaseTiming[];
  warnings: RunWarning[];
  /** As they were at the end: they may be changed while a run goes on. */
  cpu: CpuCounts;
}

export type FiberStatus = 'simulated' | 'failed' | 'not-run' | 'in-electrode' | 'not-placed';

export function statusOf({ fibers, results }: Pick<RunData, 'fibers' | 'results'>, row: number): FiberStatus {
  if (fibers.placed[row] === 0) return 'not-placed';
  if (fibers.specs[row] === null) return 'in-electrode';
  const result = results[row];
  if (!result) return 'not-run';
  return result.error === undefined && result.recruited !== null ? 'simulated' : 'failed';
}

/** RECRUITED, NOT_RECRUITED or UNDECIDED for every table row. */
export function recruitedOf({ fibers, results }: Pick<RunData, 'fibers' | 'results'>): Int8Array {
  return Int8Array.from({ length: fibers.count }, (_, row) => {
    const recruited = results[row]?.recruited ?? null;
    return recruited === null ? UNDECIDED : recruited ? RECRUITED : NOT_RECRUITED;
  });
}

/** Counts per fascicle and type, in table order, myelinated first; groups without a fibre are left out. */
export function recruitmentRows(data: Pick<RunData, 'fibers' | 'results'>): RecruitmentRow[] {
  const { fibers } = data;
  const groups = [...fibers.fascicles.keys(), -1].flatMap((index) => [true, false].map((myelinated) => ({
    index,
    row: { fascicle: index < 0 ? '' : fibers.fascicles[index], myelinated, drawn: 0, placed: 0, simulated: 0, recruited: 0, failed: 0, notRun: 0 },
  })));
  for (let row = 0; row < fibers.count; row++) {
    const group = groups.find((candidate) => candidate.index === fibers.fascicle[row] && candidate.row.myelinated === (fibers.myelinated[row] === 1))?.row;
    if (!group) continue;
    const status = statusOf(data, row);
    group.drawn += 1;
    group.placed += fibers.placed[row];
    if (status === 'simulated') group.simulated += 1;
    if (status === 'failed') group.failed += 1;
    if (status === 'not-run') group.notRun += 1;
    if (data.results[row]?.recruited === true) group.recruited += 1;
  }
  return groups.map(({ row }) => row).filter(({ drawn }) => drawn > 0);
}
