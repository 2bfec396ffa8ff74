// What a run tells while it goes on: one stream for the terminal and for the window. Plain data that may cross process boundaries.
import type { FiberTable, StudyTable } from './results';

/** Phases in the order in which they run; a project without a nerve has no mesh, one without electrodes no field either. 'studies' runs once for each study. */
export const RUN_PHASES = ['population', 'mesh', 'field', 'footprints', 'fibers', 'analysis', 'studies', 'results'] as const;
export type RunPhase = (typeof RUN_PHASES)[number];

export const PHASE_TITLES: Readonly<Record<RunPhase, string>> = {
  population: 'Population',
  mesh: 'Mesh',
  field: 'Field',
  footprints: 'Footprints',
  fibers: 'Fibres',
  analysis: 'Analysis',
  studies: 'Study',
  results: 'Results',
};

export interface PhaseProgress {
  phase: RunPhase;
  /** Of a study: its name. */
  title?: string;
  done: number;
  total: number;
  /** What is counted: "fascicles", "contacts", "fibres" ... */
  unit: string;
  elapsedMs: number;
  /** Extrapolated from the pace of the latter half of the time; null while nothing is done yet. */
  remainingMs: number | null;
  /** Of a study: the time until all studies of the run are over; null while it cannot be known. Absent when no other study follows. */
  allRemainingMs?: number | null;
}

/** finished: everything asked for is there. incomplete: some fibres failed. cancelled: what was finished by then is kept. */
export type RunStatus = 'finished' | 'incomplete' | 'cancelled';

export type RunEvent =
  | { kind: 'run-started'; projectName: string; phases: RunPhase[] }
  | { kind: 'phase-started'; phase: RunPhase; title?: string; total: number; unit: string; workers: number }
  | ({ kind: 'phase-progress' } & PhaseProgress)
  /** reused: the inputs had not changed, so the result of an earlier run was taken. detail: a short sentence such as "12 345 nodes". */
  | { kind: 'phase-finished'; phase: RunPhase; title?: string; done: number; total: number; unit: string; elapsedMs: number; reused: boolean; detail: string }
  /** After the population: what will be simulated, nothing decided yet. */
  | { kind: 'population'; fibers: FiberTable }
  /** A study is over: its tables, which the results will hold too. */
  | { kind: 'study'; id: string; tables: StudyTable[] }
  | { kind: 'warning'; where: string; message: string }
  | { kind: 'run-finished'; status: RunStatus; folder: string | null; elapsedMs: number };

/** One line of the summary: fibres of one type in one fascicle ("" for the project's own fibres). */
export interface RecruitmentRow {
  fascicle: string;
  myelinated: boolean;
  drawn: number;
  placed: number;
  /** With a decided result. */
  simulated: number;
  recruited: number;
  failed: number;
  /** Left out because the run was cancelled. */
  notRun: number;
}
