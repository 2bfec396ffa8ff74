// What every study is given, and how its work goes to the fibre pool.
import { WorkerLostError } from '../pool/worker-pool';
import { inputHash } from '../run/input-hash';
import type { PhaseContext } from '../run/phase-context';
import type { Prepared, Preparation } from './prepare';

export interface StudyContext {
  /** The project of the run, populated and with its footprints. */
  base: Prepared;
  preparation: Preparation;
  phase: PhaseContext;
  /** Units of work done so far; may be called often. */
  report: (done: number) => void;
  warn: (message: string) => void;
}

/** Jobs per worker that wait beside the running one: no worker idles, and few requests are in memory. */
const JOBS_PER_WORKER = 2;

/** Fibres of one point that keep all workers busy by themselves. */
const MANY_FIBERS = 64;
/** Meshes and fields that are in memory at once. */
const FIELDS_AT_ONCE = 2;

/** How many points of a study run side by side: few fibres leave workers idle, large populations fill them, and fields take memory. */
export function pointsAtOnce({ base, phase }: Pick<StudyContext, 'base' | 'phase'>, solvesFields: boolean): number {
  const workers = phase.pools.cpu.workers('fascicle');
  if (base.rows.length >= MANY_FIBERS) return 1;
  return solvesFields ? Math.min(FIELDS_AT_ONCE, phase.pools.cpu.workers('fem')) : workers;
}

export const fiberJobLimit = ({ pools }: PhaseContext): number => JOBS_PER_WORKER * pools.cpu.workers('fascicle');

/**
 * The answer to a fibre job: from the cache when it was computed before (a study that was stopped goes on where it was), else from the pool.
 * Null when its workers died twice. `input`: all that the answer depends on besides the program.
 */
export async function resumable<Answer>({ cache, pools, warn }: PhaseContext, input: unknown, compute: () => Promise<Answer>): Promise<Answer | null> {
  const key = inputHash(pools.programHash('fiber'), 'study', input);
  const stored = await cache.get(key) as Answer | undefined;
  if (stored !== undefined) return stored;
  try {
    const answer = await compute();
    cache.keep(key, answer);
    return answer;
  } catch (error) {
    if (!(error instanceof WorkerLostError)) throw error;
    warn('fibres', error.message);
    return null;
  }
}
