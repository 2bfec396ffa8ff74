// Runs a project with its studies for tests, without writing results.
import type { RunEvent } from '../../../src-model/run-events';
import type { StudyTable } from '../../../src-model/results';
import { AUTOMATIC_CPU } from '../../../src-model/cpu';
import { parseProject } from '../../../src-model/parse';
import { createCpuAllocation } from '../../../src-main/pool/cpu-allocation';
import { RunCache } from '../../../src-main/run/run-cache';
import { runProject, type RunOutcome } from '../../../src-main/run/run-project';
import { WorkerPools } from '../../../src-main/run/worker-pools';
import { headlessBundles } from '../headless-bundles';

export interface StudyRun extends RunOutcome {
  events: RunEvent[];
  tables: StudyTable[];
}

export interface StudyRunner {
  pools: WorkerPools;
  run(input: object, options?: { signal?: AbortSignal; cache?: RunCache; studies?: string[]; out?: string; onEvent?: (event: RunEvent) => void }): Promise<StudyRun>;
  dispose(): Promise<void>;
}

export const memoryCache = (): RunCache => new RunCache(null, { memoryBytes: 1e9, diskBytes: 0 });

/** Every run has a cache of its own unless one is given. `optim`: candidates of an optimisation side by side. */
export async function studyRunner(workers: number, optim = workers): Promise<StudyRunner> {
  const pools = new WorkerPools(await headlessBundles(), createCpuAllocation({ ...AUTOMATIC_CPU, fascicle: workers, fem: workers, gmsh: 1, optim }));
  return {
    pools,
    async run(input, options = {}) {
      const events: RunEvent[] = [];
      const outcome = await runProject(
        parseProject(input).project,
        {
          pools, cache: options.cache ?? memoryCache(), signal: options.signal, studies: options.studies, figures: options.out !== undefined,
          out: options.out === undefined ? null : { folder: options.out, force: false },
        },
        (event) => {
          events.push(event);
          options.onEvent?.(event);
        },
      );
      return { ...outcome, events, tables: outcome.data.studies };
    },
    dispose: () => pools.dispose(),
  };
}

/** Values of the column with this key. */
export function valuesOf(table: StudyTable, key: string): number[] {
  const found = table.columns.find((column) => column.key === key);
  if (!found) throw new Error(`The table "${table.title}" has no column "${key}"; it has ${table.columns.map((column) => column.key).join(', ')}.`);
  return Array.from(found.values);
}

export function summaryOf(table: StudyTable, title: string): number {
  const found = table.summary.find((entry) => entry.title === title);
  if (!found) throw new Error(`The summary of "${table.title}" has no "${title}"; it has ${table.summary.map((entry) => entry.title).join(', ')}.`);
  return found.value;
}
