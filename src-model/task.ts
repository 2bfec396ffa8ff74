// The context of a long operation: how it reports progress and learns that it was cancelled.

export interface Task {
  /** Report `done` of `total` units; cheap, may be called often (the receiver thins the reports out). */
  progress(done: number, total: number): void;
  /** True once the user has cancelled; long loops ask at least every 100 ms and then throw `CancelledError`. */
  readonly cancelled: boolean;
}

export class CancelledError extends Error {
  constructor() {
    super('The operation was cancelled.');
    this.name = 'CancelledError';
  }
}

/** A task that nobody watches. */
export const SILENT_TASK: Task = { progress: () => undefined, cancelled: false };
