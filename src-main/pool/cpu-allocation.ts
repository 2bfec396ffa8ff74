// The CPU counts in force, which the user may change while a run goes on: pools follow at once, phases when they start.
import { availableParallelism } from 'node:os';
import type { CpuCounts, CpuPhase } from '../../src-model/cpu';
import { workersFor } from '../../src-model/cpu';

export interface CpuAllocation {
  readonly counts: CpuCounts;
  /** Workers for a phase, now. */
  workers(phase: CpuPhase): number;
  change(counts: CpuCounts): void;
  /** Returns a function that ends the subscription. */
  onChange(listener: () => void): () => void;
}

/** Logical cores that this process may use (a cluster job may get fewer than the machine has). */
export const coreCount = (): number => availableParallelism();

export function createCpuAllocation(initial: CpuCounts, cores: number = coreCount()): CpuAllocation {
  let counts = initial;
  const listeners = new Set<() => void>();
  return {
    get counts() { return counts; },
    workers: (phase) => workersFor(phase, counts, cores),
    change(next) {
      counts = next;
      for (const listener of listeners) listener();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
  };
}
