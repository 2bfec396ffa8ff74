// A task's progress and cancellation in shared memory, so that a running task can be watched and stopped from another thread
// (messages would only be read once the task is over).
import type { Task } from '../src-model/task';

/** Words of a control block: cancelled (0 or 1), units done, units in total, and a pulse that counts every sign of life. */
export const CONTROL = { cancelled: 0, done: 1, total: 2, pulse: 3 } as const;
export type TaskControl = Int32Array<SharedArrayBuffer>;

export function createTaskControl(): TaskControl {
  return new Int32Array(new SharedArrayBuffer(4 * Object.keys(CONTROL).length));
}

/** The task as the worker sees it. */
export function taskOf(control: TaskControl): Task {
  return {
    progress(done, total) {
      Atomics.store(control, CONTROL.done, done);
      Atomics.store(control, CONTROL.total, total);
      Atomics.add(control, CONTROL.pulse, 1);
    },
    get cancelled() {
      Atomics.add(control, CONTROL.pulse, 1);
      return Atomics.load(control, CONTROL.cancelled) === 1;
    },
  };
}
