// threads.js answers SIGINT and SIGTERM by ending the process with code 0. Signals are the application's own business here
// (finished work is written first), so its handlers are taken off again: whoever imports `threads` imports this file before it,
// which remembers the handlers that were there.
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
const before = new Map(SIGNALS.map((signal) => [signal, process.listeners(signal)]));

/** Removes every handler that was added since this file was loaded. */
export function removeListenersOfThreads(): void {
  for (const signal of SIGNALS) {
    for (const listener of process.listeners(signal)) {
      if (!before.get(signal)?.includes(listener)) process.removeListener(signal, listener);
    }
  }
}
