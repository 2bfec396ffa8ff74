// What can only be measured in fresh processes and threads: cold start, memory per fibre, scaling over workers.
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'vite';

/** Builds the entry as the application's workers are built; returns the file. */
export async function buildFiberBundle(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'ranvier-bench-'));
  const entry = fileURLToPath(new URL('./fiber-bundle.entry.ts', import.meta.url));
  await build({
    configFile: false, logLevel: 'error',
    build: { ssr: entry, outDir, target: 'node18', rollupOptions: { output: { format: 'cjs', entryFileNames: 'fiber.cjs' } } },
    ssr: { noExternal: true },
  });
  return join(outDir, 'fiber.cjs');
}

const inProcess = (bundle: string, argument: string): unknown => JSON.parse(execFileSync(process.execPath, [bundle, argument], { encoding: 'utf8' }));

/** First answer of a fresh process: code generation, compilation, tables, one fibre of 5 ms. The request is made before. */
export const coldStart = (bundle: string): { wallMs: number; cpuMs: number } => inProcess(bundle, 'cold') as { wallMs: number; cpuMs: number };

/** Growth of the peak resident memory per fibre: request, set-up and result without traces, kB. */
export function memoryPerFiberKb(bundle: string, [few, many]: readonly [number, number]): number {
  const peakKb = (fibers: number): number => (inProcess(bundle, String(fibers)) as { peakKb: number }).peakKb;
  return (peakKb(many) - peakKb(few)) / (many - few);
}

/** Until the optimizing compilers are done. */
const WARM_ROUNDS = 3;

export interface ScalingTiming {
  workers: number;
  /** From the first message to the last answer, workers running and warm. */
  wallS: number;
  /** CPU time of the whole process meanwhile. */
  cpuS: number;
}

/** A population shared evenly by worker threads. */
export async function timeWorkers(bundle: string, workers: number, fibers: number): Promise<ScalingTiming> {
  const threads = Array.from({ length: workers }, () => new Worker(bundle));
  const share = (): Promise<unknown>[] => threads.map((thread, w) => new Promise((resolve, reject) => {
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.postMessage({ from: Math.floor((w * fibers) / workers), to: Math.floor(((w + 1) * fibers) / workers) });
  }));
  for (let round = 0; round < WARM_ROUNDS; round++) await Promise.all(share());
  const start = performance.now();
  const before = process.cpuUsage();
  await Promise.all(share());
  const used = process.cpuUsage(before);
  const wallS = (performance.now() - start) / 1000;
  await Promise.all(threads.map((thread) => thread.terminate()));
  return { workers, wallS, cpuS: (used.user + used.system) / 1e6 };
}
