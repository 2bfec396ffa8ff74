// Worker threads of one kind. Unlike the pool of threads.js, this one can be resized while it works, shows the progress of a running
// task and stops it (shared memory), and survives workers that crash or hang: they are replaced and their job is tried once more.
import { removeListenersOfThreads } from './listeners-before-threads';
import { BlobWorker, spawn } from 'threads';
import { CancelledError } from '../../src-model/task';
import type { TaskControl } from '../../src-workers/shared-task';
import { CONTROL, createTaskControl } from '../../src-workers/shared-task';
import type { WorkerSource } from './worker-source';

removeListenersOfThreads();

export type WorkerApi<Api> = Record<keyof Api, (...args: never[]) => unknown>;
/** A worker's functions as the caller sees them. */
export type Remote<Api extends WorkerApi<Api>> = {
  [Method in keyof Api]: (...args: Parameters<Api[Method]>) => Promise<Awaited<ReturnType<Api[Method]>>>;
};

export interface JobOptions {
  /** What the job is, for messages: "fibres 16-31". */
  title: string;
  signal?: AbortSignal;
  onProgress?: (done: number, total: number) => void;
  /** Instead of the pool's. */
  hangMs?: number;
  /** Its worker may be left in a state that nobody knows when it fails: it is replaced then. */
  replaceAfterFailure?: boolean;
  /** How often it is started at most; a job that is lost each time is given up. Two when absent. */
  attempts?: number;
}

export interface PoolOptions {
  /** A job without a sign of life for this long is taken for hung; the second time for four times as long. */
  hangMs?: number;
  /** How long a cancelled job may take to notice. */
  graceMs?: number;
  /** A worker died or hung: it is replaced, and its job tried again or given up. */
  onReplaced?: (message: string) => void;
}

/** A job that failed twice because its worker died or hung. */
export class WorkerLostError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WorkerLostError';
  }
}

interface Job<Api extends WorkerApi<Api>> {
  options: JobOptions;
  call: (api: Remote<Api>, control: TaskControl) => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
  attempts: number;
  onAbort: (() => void) | null;
}

interface Slot<Api extends WorkerApi<Api>> {
  worker: NodeWorker;
  thread: Promise<Remote<Api>>;
  job: Job<Api> | null;
  control: TaskControl;
  lastPulse: number;
  lastPulseAt: number;
  retired: boolean;
  fail: (reason: string) => void;
}

const WATCH_MS = 100;
const START_TIMEOUT_MS = 60_000;
const MAXIMUM_ATTEMPTS = 2;

/** A job that was only slow gets more time when it is tried again: it may be between two signs of life on a busy machine. */
const PATIENCE = 4;
const hangLimitMs = (hangMs: number, attempt: number): number => hangMs * PATIENCE ** (attempt - 1);

/** What threads.js hands out on Node is a worker of worker_threads, whatever its type says. */
interface NodeWorker {
  on(event: 'error', listener: (error: Error) => void): void;
  on(event: 'exit', listener: (code: number) => void): void;
  on(event: 'message', listener: (message: { type?: string; error?: { message?: string } } | null) => void): void;
  terminate(): Promise<number>;
}

export class WorkerPool<Api extends WorkerApi<Api>> {
  private readonly queue: Job<Api>[] = [];
  private readonly slots = new Set<Slot<Api>>();
  private watch: NodeJS.Timeout | null = null;
  private lookedAt = 0;
  private disposed = false;
  private readonly hangMs: number;
  private readonly graceMs: number;

  constructor(private readonly source: WorkerSource, private workers: number, private readonly options: PoolOptions = {}) {
    this.hangMs = options.hangMs ?? 120_000;
    this.graceMs = options.graceMs ?? 500;
  }

  get size(): number {
    return this.workers;
  }

  /** Takes effect at once: waiting jobs start on new workers, surplus workers leave after their present job. */
  resize(workers: number): void {
    this.workers = Math.max(1, workers);
    this.advance();
  }

  /** Runs one job. Rejects with `CancelledError` after an abort, `WorkerLostError` when two workers died of it, otherwise with what the job threw. */
  run<R>(options: JobOptions, call: (api: Remote<Api>, control: TaskControl) => Promise<R>): Promise<R> {
    if (this.disposed || options.signal?.aborted) return Promise.reject(new CancelledError());
    return new Promise<R>((resolve, reject) => {
      const job: Job<Api> = { options, call, resolve: resolve as (value: unknown) => void, reject, attempts: 0, onAbort: null };
      if (options.signal) {
        job.onAbort = () => this.abort(job);
        options.signal.addEventListener('abort', job.onAbort, { once: true });
      }
      this.queue.push(job);
      this.advance();
    });
  }

  /** Stops everything; jobs that wait or run are rejected with `CancelledError`. */
  async dispose(): Promise<void> {
    this.disposed = true;
    for (const job of this.queue.splice(0)) this.settle(job, () => job.reject(new CancelledError()));
    await Promise.all([...this.slots].map((slot) => {
      const { job } = slot;
      if (job) this.settle(job, () => job.reject(new CancelledError()));
      return this.retire(slot);
    }));
    this.stopWatching();
  }

  private advance(): void {
    if (this.disposed) return;
    const idle = [...this.slots].filter((slot) => !slot.job);
    let busy = this.slots.size - idle.length;
    while (this.queue.length > 0 && busy < this.workers) {
      const slot = idle.pop() ?? this.openSlot();
      busy += 1;
      this.start(slot, this.queue.shift()!);
    }
    for (const slot of idle) if (this.slots.size > this.workers) void this.retire(slot);
  }

  private openSlot(): Slot<Api> {
    const worker = BlobWorker.fromText(this.source.text);
    const slot: Slot<Api> = {
      worker: worker as unknown as NodeWorker,
      thread: spawn(worker, { timeout: START_TIMEOUT_MS }) as unknown as Promise<Remote<Api>>,
      job: null, control: createTaskControl(), lastPulse: 0, lastPulseAt: 0, retired: false,
      fail: (reason) => this.lose(slot, reason),
    };
    slot.thread.catch((error: unknown) => slot.fail(error instanceof Error ? error.message : String(error)));
    slot.worker.on('error', (error) => slot.fail(error.message));
    slot.worker.on('exit', (code) => slot.fail(`it ended with code ${code}`));
    slot.worker.on('message', (message) => {
      if (message?.type === 'uncaughtError') slot.fail(message.error?.message ?? 'an error outside of the job');
    });
    this.slots.add(slot);
    return slot;
  }

  private start(slot: Slot<Api>, job: Job<Api>): void {
    slot.job = job;
    slot.control.fill(0);
    slot.lastPulse = 0;
    // While the thread starts, `spawn` watches over it.
    slot.lastPulseAt = Infinity;
    job.attempts += 1;
    this.startWatching();
    const finish = (settle: () => void, failed: boolean): void => {
      if (slot.job !== job) return;
      slot.job = null;
      this.settle(job, settle);
      if (failed && job.options.replaceAfterFailure) void this.retire(slot);
      if (this.slots.size > this.workers) void this.retire(slot);
      this.advance();
      if (![...this.slots].some((other) => other.job)) this.stopWatching();
    };
    slot.thread
      .then((thread) => {
        slot.lastPulseAt = performance.now();
        return job.call(thread, slot.control);
      })
      .then((value) => finish(() => job.resolve(value), false), (error: unknown) => finish(() => job.reject(restoredError(error)), true));
  }

  private settle(job: Job<Api>, how: () => void): void {
    if (job.onAbort) job.options.signal?.removeEventListener('abort', job.onAbort);
    how();
  }

  private abort(job: Job<Api>): void {
    const waiting = this.queue.indexOf(job);
    if (waiting >= 0) {
      this.queue.splice(waiting, 1);
      this.settle(job, () => job.reject(new CancelledError()));
      return;
    }
    const slot = [...this.slots].find((candidate) => candidate.job === job);
    if (!slot) return;
    Atomics.store(slot.control, CONTROL.cancelled, 1);
    setTimeout(() => {
      if (slot.job !== job) return;
      slot.job = null;
      void this.retire(slot);
      this.settle(job, () => job.reject(new CancelledError()));
      this.advance();
    }, this.graceMs);
  }

  /** The worker of `slot` is gone or useless: replace it; try its job once more or give it up. */
  private lose(slot: Slot<Api>, reason: string): void {
    if (slot.retired) return;
    const { job } = slot;
    slot.job = null;
    void this.retire(slot);
    if (job) {
      const cancelled = Atomics.load(slot.control, CONTROL.cancelled) === 1;
      const again = job.attempts < (job.options.attempts ?? MAXIMUM_ATTEMPTS);
      if (cancelled) this.settle(job, () => job.reject(new CancelledError()));
      else {
        const message = `A worker was lost during ${job.options.title} (${reason})`;
        const last = job.attempts > 1 ? ' for the second time' : '';
        this.options.onReplaced?.(`${message}${again ? '; it was replaced and the job is tried again.' : `${last}; the job is given up.`}`);
        if (again) this.queue.unshift(job);
        else this.settle(job, () => job.reject(new WorkerLostError(`${message}${job.attempts > 1 ? ', twice' : ''}.`)));
      }
    }
    this.advance();
  }

  private async retire(slot: Slot<Api>): Promise<void> {
    if (slot.retired) return;
    slot.retired = true;
    this.slots.delete(slot);
    await slot.worker.terminate();
  }

  private startWatching(): void {
    if (this.watch) return;
    this.lookedAt = performance.now();
    this.watch = setInterval(() => this.look(), WATCH_MS);
  }

  private stopWatching(): void {
    if (this.watch) clearInterval(this.watch);
    this.watch = null;
  }

  private look(): void {
    const now = performance.now();
    // A computer that slept, or a thread that was held up, has not watched: that time says nothing about the workers.
    const unwatchedMs = Math.max(0, now - this.lookedAt - 2 * WATCH_MS);
    this.lookedAt = now;
    for (const slot of this.slots) {
      const { job, control } = slot;
      if (!job) continue;
      slot.lastPulseAt += unwatchedMs;
      const limitMs = hangLimitMs(job.options.hangMs ?? this.hangMs, job.attempts);
      const pulse = Atomics.load(control, CONTROL.pulse);
      if (pulse !== slot.lastPulse) {
        slot.lastPulse = pulse;
        slot.lastPulseAt = now;
        const total = Atomics.load(control, CONTROL.total);
        if (total > 0) job.options.onProgress?.(Atomics.load(control, CONTROL.done), total);
      } else if (now - slot.lastPulseAt > limitMs) {
        slot.fail(`no sign of life for ${(limitMs / 1000).toPrecision(2)} s`);
      }
    }
  }
}

/** threads.js carries errors over by name and message only. */
function restoredError(error: unknown): unknown {
  return error instanceof Error && error.name === 'CancelledError' ? new CancelledError() : error;
}
