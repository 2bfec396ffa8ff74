// Runs an external program: bounded output, time limit, cancellation. Only the child started here is ever ended.
import { spawn } from 'node:child_process';
import { CancelledError, type Task } from '../../src-model/task';

export interface ProgramRun {
  command: string;
  args: readonly string[];
  folder?: string;
  /** Added to this process's environment. */
  env?: Readonly<Record<string, string>>;
  timeLimitMs: number;
  task: Task;
  /** Called with each complete line of output. */
  onLine?: (line: string) => void;
}

export type ProgramResult =
  /** `code` null: ended by `signal` (a crash). */
  | { kind: 'ended'; code: number | null; signal: string | null; lines: string[] }
  | { kind: 'timed out'; lines: string[] }
  /** Could not be started: missing, or not a program for this machine. */
  | { kind: 'not started'; reason: string };

/** Lines of output that are kept, the last ones. */
const KEPT_LINES = 2000;
const MAX_LINE = 10_000;
const POLL_MS = 50;
/** A program that ignores the polite request is ended after this. */
const GRACE_MS = 2000;

/** Standard output and error, line by line in one list. Throws CancelledError when the task is cancelled. */
export async function runProgram(run: ProgramRun): Promise<ProgramResult> {
  const lines: string[] = [];
  let reason: 'cancelled' | 'timed out' | null = null;
  const started = Date.now();
  const child = spawn(run.command, run.args, { cwd: run.folder, env: { ...process.env, ...run.env }, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, shell: false });
  const stop = (why: 'cancelled' | 'timed out') => {
    if (reason !== null) return;
    reason = why;
    child.kill();
    setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref();
  };
  const poll = setInterval(() => {
    if (run.task.cancelled) stop('cancelled');
    else if (Date.now() - started > run.timeLimitMs) stop('timed out');
  }, POLL_MS);
  for (const stream of [child.stdout, child.stderr]) {
    collectLines(stream, (line) => {
      if (lines.push(line) > KEPT_LINES) lines.shift();
      run.onLine?.(line);
    });
  }
  try {
    const ended = await new Promise<{ code: number | null; signal: string | null } | { failure: string }>((resolve) => {
      child.once('error', (error) => resolve({ failure: error.message }));
      child.once('close', (code, signal) => resolve({ code, signal }));
    });
    if (run.task.cancelled || reason === 'cancelled') throw new CancelledError();
    if ('failure' in ended) return { kind: 'not started', reason: ended.failure };
    if (reason === 'timed out') return { kind: 'timed out', lines };
    return { kind: 'ended', ...ended, lines };
  } finally {
    clearInterval(poll);
  }
}

function collectLines(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  let pending = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const parts = (pending + text).split(/\r?\n|\r/);
    pending = parts.pop()!.slice(-MAX_LINE);
    for (const part of parts) if (part.trim() !== '') onLine(part.slice(0, MAX_LINE));
  });
  stream.on('end', () => {
    if (pending.trim() !== '') onLine(pending);
  });
}
