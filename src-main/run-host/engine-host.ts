// The engine thread as the main thread sees it: calls with answers, events of the run, and a new thread when the old one dies.
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CpuCounts } from '../../src-model/cpu';
import { type Problem, ProblemError } from '../../src-model/problem';
import type { RunEvent } from '../../src-model/run-events';
import { electronVersions } from '../runtime-versions';
import type { EngineCalls, EngineMethod, EngineStart, FromEngine, ToEngine } from './engine-messages';

interface PendingCall {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

export class EngineHost {
  private worker: Worker | null = null;
  private readonly pending = new Map<number, PendingCall>();
  private nextId = 1;

  /** `startOf` is asked whenever a thread starts; `onRunEvent` gets the events of the run that goes on. */
  constructor(private readonly startOf: () => EngineStart, private readonly onRunEvent: (event: RunEvent) => void) {}

  call<M extends EngineMethod>(method: M, payload: EngineCalls[M]['payload']): Promise<EngineCalls[M]['answer']> {
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
      this.send({ kind: 'call', id, method, payload });
    });
  }

  cancelRun(): void {
    if (this.worker) this.send({ kind: 'cancel-run' });
  }

  /** Takes effect at once, also on a run that goes on. */
  setCpu(counts: CpuCounts): void {
    if (this.worker) this.send({ kind: 'cpu', counts });
  }

  async dispose(): Promise<void> {
    const { worker } = this;
    this.worker = null;
    await worker?.terminate();
    this.failPending('The application is closing.');
  }

  private send(message: ToEngine): void {
    this.worker ??= this.startThread();
    this.worker.postMessage(message);
  }

  private startThread(): Worker {
    const start = this.startOf();
    const worker = new Worker(path.join(start.bundleFolder, 'engine-thread.cjs'), { workerData: { ...start, electronVersions: electronVersions() } });
    worker.on('message', (message: FromEngine) => this.receive(message));
    worker.on('error', (error: Error) => this.lose(worker, error.message));
    worker.on('exit', (code) => this.lose(worker, `it ended with code ${code}`));
    return worker;
  }

  private receive(message: FromEngine): void {
    if (message.kind === 'run-event') {
      this.onRunEvent(message.event);
      return;
    }
    const call = this.pending.get(message.id);
    this.pending.delete(message.id);
    if (message.kind === 'answer') call?.resolve(message.value);
    else call?.reject(message.problems.length > 0 ? new ProblemError(message.problems as Problem[]) : new Error(message.message));
  }

  private lose(worker: Worker, reason: string): void {
    if (this.worker !== worker) return;
    this.worker = null;
    this.failPending(`The engine stopped unexpectedly (${reason}). What earlier runs wrote is not affected; run again.`);
  }

  private failPending(message: string): void {
    const calls = [...this.pending.values()];
    this.pending.clear();
    for (const call of calls) call.reject(new Error(message));
  }
}
