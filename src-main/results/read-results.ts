// Opening a results folder, of this run or of one made years ago: results.h5 for the numbers, run.json for what concerns the run.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { FiberTrace, RunResults } from '../../src-model/results';
import type { WorkerPools } from '../run/worker-pools';

export const RESULTS_FILE = 'results.h5';
export const RECORD_FILE = 'run.json';

/** The part of run.json that is needed to show results; the rest is for people. */
const recordSchema = z.object({
  finishedAt: z.string().default(''),
  phases: z.array(z.object({ phase: z.string(), seconds: z.number() })).default([]),
  warnings: z.array(z.object({ where: z.string(), message: z.string() })).default([]),
});

export class ResultsError extends Error {
  constructor(folder: string, reason: string, cause?: unknown) {
    super(`The results in ${folder} cannot be opened: ${reason}`, { cause });
    this.name = 'ResultsError';
  }
}

async function fileBytes(folder: string): Promise<Uint8Array> {
  try {
    return await readFile(path.join(folder, RESULTS_FILE));
  } catch (error) {
    throw new ResultsError(folder, `there is no readable ${RESULTS_FILE}. Choose a folder that a run has written.`, error);
  }
}

const damaged = (folder: string, error: unknown): ResultsError =>
  new ResultsError(folder, error instanceof Error ? error.message : String(error), error);

/** Missing or damaged: shown as unknown, the numbers are elsewhere. */
async function readRecord(folder: string): Promise<z.infer<typeof recordSchema>> {
  try {
    return recordSchema.parse(JSON.parse(await readFile(path.join(folder, RECORD_FILE), 'utf8')));
  } catch {
    return recordSchema.parse({});
  }
}

/** Everything but the traces. Throws `ResultsError`. */
export async function readResults(folder: string, pools: WorkerPools): Promise<RunResults> {
  const bytes = await fileBytes(folder);
  const record = await readRecord(folder);
  const stored = await pools.report().run({ title: 'opening results' }, (worker) => worker.readResults(bytes)).catch((error: unknown) => { throw damaged(folder, error); });
  return {
    ...stored,
    finishedAt: record.finishedAt,
    phases: record.phases.map(({ phase, seconds }) => ({ name: phase, seconds })),
    warnings: record.warnings.map(({ where, message }) => `${where}: ${message}`),
  };
}

/** The traces of one fibre; none when they were not recorded. Throws `ResultsError`. */
export async function readTraces(folder: string, fiberId: string, pools: WorkerPools): Promise<FiberTrace[]> {
  const bytes = await fileBytes(folder);
  return pools.report().run({ title: 'opening traces' }, (worker) => worker.readTraces(bytes, fiberId)).catch((error: unknown) => { throw damaged(folder, error); });
}
