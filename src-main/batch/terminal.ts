// Output that works in every place a batch may run: the main thread of Node, a worker thread inside a blocked Electron, a pipe, a file.
import { writeSync } from 'node:fs';
import { isatty } from 'node:tty';

export interface Terminal {
  /** Results: standard output. */
  out(text: string): void;
  /** Progress and errors: standard error. */
  err(text: string): void;
  /** Whether the lines on standard error may be overwritten. */
  readonly live: boolean;
}

const RETRY = new Int32Array(new SharedArrayBuffer(4));

function writeFully(descriptor: 1 | 2, text: string): void {
  let rest: Uint8Array = new TextEncoder().encode(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : '';
      // A full pipe: its reader is slower. A closed one: nobody listens any more, which must not stop the run.
      if (code === 'EAGAIN') Atomics.wait(RETRY, 0, 0, 5);
      else if (code === 'EPIPE' || code === 'EBADF' || code === 'EIO') return;
      else throw error;
    }
  }
}

export function createTerminal(): Terminal {
  return { out: (text) => writeFully(1, text), err: (text) => writeFully(2, text), live: isatty(2) };
}
