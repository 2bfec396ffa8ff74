// Runs what a results folder was made from once more and compares every number: the proof that a result can be made again.
import { mkdtemp, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { RunEvent } from '../../src-model/run-events';
import { CancelledError } from '../../src-model/task';
import { readResults, RECORD_FILE, RESULTS_FILE, ResultsError } from '../results/read-results';
import { RunCache } from '../run/run-cache';
import { runProject } from '../run/run-project';
import type { WorkerPools } from '../run/worker-pools';
import { APP_VERSION } from '../version';

export interface ReplayOptions {
  /** Where the new results stay; null: a temporary folder, removed afterwards. */
  out: string | null;
  pools: WorkerPools;
  signal: AbortSignal;
  gmshPath: string | null;
  onEvent: (event: RunEvent) => void;
}

export interface Difference {
  file: string;
  /** Where, what there was and what there is now. */
  what: string;
}

export interface ReplayOutcome {
  folder: string;
  /** Where the new results are; null when they were not kept. */
  out: string | null;
  /** Of the program and of the JavaScript engine, whose last bits of sines and powers change from version to version. */
  version: { then: string; now: string };
  /** Files that were compared. */
  files: string[];
  /** The first difference of every file that differs. */
  differences: Difference[];
}

const recordSchema = z.object({
  status: z.string(),
  versions: z.object({ ranvier: z.string(), v8: z.string() }),
  phases: z.array(z.object({ phase: z.string(), title: z.string().optional() })),
});

async function readRecord(folder: string): Promise<z.infer<typeof recordSchema>> {
  try {
    return recordSchema.parse(JSON.parse(await readFile(path.join(folder, RECORD_FILE), 'utf8')));
  } catch (error) {
    throw new ResultsError(folder, `${RECORD_FILE} is missing or damaged, and without it nobody knows which version and studies they are of.`, error);
  }
}

const versionText = ({ ranvier, v8 }: { ranvier: string; v8: string }): string => `${ranvier} on V8 ${v8}`;

/** What holds numbers; figures and run.json, which tells times of day, are not compared. */
const isCompared = (name: string): boolean => name === RESULTS_FILE || name.endsWith('.csv');

/** The cell at the first difference of two tables, with its line and column. */
export function csvDifference(before: string, after: string): string {
  const [old, now] = [before, after].map((text) => text.split('\r\n'));
  const line = old.findIndex((text, index) => text !== now[index]);
  if (line < 0) return `${now.length} lines instead of ${old.length}`;
  if (line >= now.length) return `ends after line ${now.length}`;
  const [oldCells, nowCells] = [old[line], now[line]].map((text) => text.split(','));
  const cell = Math.max(0, oldCells.findIndex((text, index) => text !== nowCells[index]));
  return `line ${line + 1}, column "${old[0].split(',')[cell] ?? cell + 1}": "${nowCells[cell] ?? ''}" instead of "${oldCells[cell]}"`;
}

const COMPARED_BYTES = 2 ** 20;

/** Whether two files hold the same bytes; read in pieces, as they may be large. */
async function sameBytes(one: string, other: string): Promise<boolean> {
  if ((await stat(one)).size !== (await stat(other)).size) return false;
  const files = await Promise.all([open(one), open(other)]);
  try {
    const [before, after] = files.map(() => Buffer.alloc(COMPARED_BYTES));
    for (let at = 0; ; at += COMPARED_BYTES) {
      const [{ bytesRead }] = await Promise.all([files[0].read(before, 0, COMPARED_BYTES, at), files[1].read(after, 0, COMPARED_BYTES, at)]);
      if (!before.subarray(0, bytesRead).equals(after.subarray(0, bytesRead))) return false;
      if (bytesRead < COMPARED_BYTES) return true;
    }
  } finally {
    await Promise.all(files.map((file) => file.close()));
  }
}

async function differenceOf(name: string, folders: readonly string[], pools: WorkerPools): Promise<string | null> {
  const [before, after] = folders.map((folder) => path.resolve(folder, name));
  if (await stat(before).catch(() => null) === null) return 'was not there';
  if (await stat(after).catch(() => null) === null) return 'is not written any more';
  if (await sameBytes(before, after)) return null;
  if (name.endsWith('.csv')) return csvDifference(await readFile(before, 'utf8'), await readFile(after, 'utf8'));
  const what = await pools.results().run({ title: 'comparing results' }, (worker, control) => worker.compare(before, after, control));
  return what ?? 'all data sets are equal, but attributes or the layout of the file differ';
}

/**
 * Computes everything afresh, without the cache. Throws `ResultsError` when the folder cannot be read or holds a cancelled run, `CancelledError`
 * when cancelled, and whatever `runProject` throws.
 */
export async function replay(folder: string, { out, pools, signal, gmshPath, onEvent }: ReplayOptions): Promise<ReplayOutcome> {
  const { project } = await readResults(folder, pools);
  const record = await readRecord(folder);
  if (record.status === 'cancelled') throw new ResultsError(folder, 'the run was cancelled, and where it stopped cannot be repeated. Run the project to its end first.');
  const studies = record.phases.flatMap(({ phase, title }) => (phase === 'studies' && title !== undefined ? [title] : []));
  const temporary = out === null ? await mkdtemp(path.join(tmpdir(), 'ranvier-replay-')) : null;
  try {
    const target = out ?? path.join(temporary!, 'replay.results');
    const cache = new RunCache(null, { memoryBytes: 0, diskBytes: 0 });
    const { status } = await runProject(project, { pools, cache, signal, out: { folder: target, force: false }, figures: false, studies, gmshPath }, onEvent);
    if (status === 'cancelled') throw new CancelledError();
    const files = [...new Set([...await readdir(folder), ...await readdir(target)])].filter(isCompared).sort();
    const differences: Difference[] = [];
    for (const file of files) {
      const what = await differenceOf(file, [folder, target], pools);
      if (what !== null) differences.push({ file, what });
    }
    return { folder, out: out === null ? null : path.resolve(target), version: { then: versionText(record.versions), now: versionText({ ranvier: APP_VERSION, v8: process.versions.v8 }) }, files, differences };
  } finally {
    if (temporary !== null) await rm(temporary, { recursive: true, force: true, maxRetries: 3 });
  }
}

export function replayText({ folder, out, version, files, differences }: ReplayOutcome): string {
  const same = files.filter((file) => !differences.some((difference) => difference.file === file));
  return [
    '', differences.length === 0 ? `Identical: every number of ${folder} was found again.` : `Different: ${folder} could not be made again as it was.`,
    ...(same.length > 0 ? [`Same bytes: ${same.join(', ')}`] : []),
    ...differences.map(({ file, what }) => `${file}: ${what}`),
    version.then === version.now ? `Version ${version.now}, then and now.` : `The results are of version ${version.then}; this is version ${version.now}.`,
    ...(out === null ? [] : [`New results: ${out}`]), '',
  ].join('\n');
}
