// A worker for the tests of the pool: it works, crashes, hangs or dawdles on demand.
import { expose } from 'threads/worker';
import { CancelledError } from '../../../src-model/task';
import { taskOf, type TaskControl } from '../../../src-workers/shared-task';

const started = new Date().getTime();

const api = {
  double(value: number): number {
    return 2 * value;
  },
  identity(): number {
    return started;
  },
  fail(message: string): never {
    throw new Error(message);
  },
  /** Ends the thread; `survivors` counts down in shared memory, so that a later attempt succeeds. */
  crash(survivors: Int32Array): string {
    if (Atomics.sub(survivors, 0, 1) > 0) process.exit(7);
    return 'survived';
  },
  hang(attempts: Int32Array): string {
    if (Atomics.sub(attempts, 0, 1) > 0) for (;;) Atomics.load(attempts, 0);
    return 'awake';
  },
  /** Counts to `total`, 5 ms each, and looks at its task as the contract asks. */
  count(total: number, control: TaskControl): number {
    const task = taskOf(control);
    const pause = new Int32Array(new SharedArrayBuffer(4));
    for (let done = 0; done < total; done++) {
      if (task.cancelled) throw new CancelledError();
      task.progress(done, total);
      Atomics.wait(pause, 0, 0, 5);
    }
    return total;
  },
  /** Never looks. */
  stubborn(): void {
    const pause = new Int32Array(new SharedArrayBuffer(4));
    Atomics.wait(pause, 0, 0, 60_000);
  },
};

export type MisbehavingWorker = typeof api;
expose(api);
