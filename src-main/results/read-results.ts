// Opening a results folder, of this run or of one made years ago: results.h5 for the numbers, run.json for what concerns the run.
import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { FiberTrace, RunResults } from '../../src-model/results';
import { WorkerLostError } from '../pool/worker-pool';
import type { WorkerPools } from '../run/worker-pools';

export const RESULTS_FILE = 'results.h5';
export const RECORD_FILE = 'run.json';

/** The part of run.json that is needed to show results; the rest is for people. */
const recordSchema = z.object({
  finishedAt: z.string().default(''),
  seconds: z.number().default(0),
  phases: z.array(z.object({ phase: z.string(), seconds: z.number() })).default([]),
  warnings: z.array(z.object({ where: z.string(), message: z.string() })).default([]),
});

export class ResultsError extends Error {
  constructor(folder: string, reason: string, cause?: unknown) {
    super(`The results in ${folder} cannot be opened: ${reason}`, { cause });
    this.name = 'ResultsError';
  }
}

/** A damaged file may hang its reader or upset the library in it: the reader is ended then, and another one takes its place. */
const READING = { hangMs: 4000, attempts: 1, replaceAfterFailure: true } as const;

async function resultsFile(folder: string): Promise<string> {
  const file = path.resolve(folder, RESULTS_FILE);
  try {
    await access(file);
    return file;
  } catch (error) {
    throw new ResultsError(folder, `there is no readable ${RESULTS_FILE}. Choose a folder that a run has written.`, error);
  }
}

function damaged(folder: string, error: unknown): ResultsError {
  if (error instanceof WorkerLostError) return new ResultsError(folder, `${RESULTS_FILE} is damaged; reading it came to no end.`, error);
  return new ResultsError(folder, error instanceof Error ? error.message : String(error), error);
}

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
  const file = await resultsFile(folder);
  const record = await readRecord(folder);
  const stored = await pools.results().run({ title: 'opening results', ...READING }, (worker, control) => worker.read(file, control)).catch((error: unknown) => { throw damaged(folder, error); });
  return {
    ...stored,
    finishedAt: record.finishedAt,
    seconds: record.seconds,
    phases: record.phases.map(({ phase, seconds }) => ({ name: phase, seconds })),
    warnings: record.warnings.map(({ where, message }) => `${where}: ${message}`),
  };
}

/** The traces of one fibre; none when they were not recorded. Throws `ResultsError`. */
export async function readTraces(folder: string, fiberId: string, pools: WorkerPools): Promise<FiberTrace[]> {
  const file = await resultsFile(folder);
  return pools.results().run({ title: 'opening traces', ...READING }, (worker, control) => worker.readTraces(file, fiberId, control)).catch((error: unknown) => { throw damaged(folder, error); });
}
