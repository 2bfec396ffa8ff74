// How a headless run learns that it is to stop. On Node's main thread through signals; in a worker thread of a blocked Electron,
// where no signal arrives, through shared memory that the blocked thread sets.
import { isMainThread } from 'node:worker_threads';
import { BATCH_FLAG } from './run-blocking';

const LOOK_EVERY_MS = 50;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Cancellation {
  signal: AbortSignal;
  /** Ends the watch, so that the process can end. */
  dispose(): void;
}

/** `onSecond` is called when the user asks again and does not want to wait. */
export function watchForCancellation(flag: Int32Array | null, onFirst: () => void, onSecond: () => void): Cancellation {
  const controller = new AbortController();
  const request = (): void => {
    if (controller.signal.aborted) {
      onSecond();
      return;
    }
    onFirst();
    controller.abort();
  };
  if (flag) {
    const timer = setInterval(() => {
      if (Atomics.load(flag, BATCH_FLAG.cancel) === 1 && !controller.signal.aborted) request();
    }, LOOK_EVERY_MS);
    return { signal: controller.signal, dispose: () => clearInterval(timer) };
  }
  if (isMainThread) for (const name of SIGNALS) process.on(name, request);
  return { signal: controller.signal, dispose: () => { for (const name of SIGNALS) process.removeListener(name, request); } };
}
