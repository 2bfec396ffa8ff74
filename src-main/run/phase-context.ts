// What every phase of a run is given besides its data.
import type { PhaseClock } from './phase-clock';
import type { RunCache } from './run-cache';
import type { WorkerPools } from './worker-pools';

export interface PhaseContext {
  clock: PhaseClock;
  pools: WorkerPools;
  cache: RunCache;
  signal: AbortSignal;
  warn: (where: string, message: string) => void;
}
