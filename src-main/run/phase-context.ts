// What every phase of a run is given besides its data.
import type { PhaseClock } from './phase-clock';
import type { RunCache } from './run-cache';
import type { WorkerPools } from './worker-pools';

export interface PhaseContext {
  clock: PhaseClock;
  pools: WorkerPools;
  cache: RunCache;
  signal: AbortSignal;
  /** The user's own Gmsh; null: looked for when the project asks for it. */
  gmshPath: string | null;
  warn: (where: string, message: string) => void;
}
