// Headless runs as a user starts them: a process of its own, no display, its own settings and cache.
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { headlessBundles } from '../headless-bundles';

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

export interface RunningBatch {
  child: ChildProcess;
  /** Standard error so far. */
  err(): string;
  ended: Promise<Ended>;
}

export function watch(child: ChildProcess): RunningBatch {
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => { out += chunk.toString(); });
  child.stderr?.on('data', (chunk: Buffer) => { err += chunk.toString(); });
  return { child, err: () => err, ended: new Promise((resolve) => { child.on('close', (code) => resolve({ code, out, err })); }) };
}

/** No display, and nothing of the user who runs the tests. */
export function isolated(home: string, extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^(DISPLAY|WAYLAND_DISPLAY|RANVIER_HOME|NODE_OPTIONS|.*_CPU)$/.test(key)));
  return { ...kept, RANVIER_HOME: home, ...extra };
}

export async function startBatch(args: string[], home: string, extra: Record<string, string> = {}): Promise<RunningBatch> {
  const folder = await headlessBundles();
  return watch(spawn(process.execPath, [path.join(folder, 'batch.cjs'), ...args], { env: isolated(home, extra), stdio: ['ignore', 'pipe', 'pipe'] }));
}

export async function batch(args: string[], home: string, extra: Record<string, string> = {}): Promise<Ended> {
  return (await startBatch(args, home, extra)).ended;
}
