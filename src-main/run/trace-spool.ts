// Recorded traces on their way to the results: written to a file as batches of fibres finish, so that what lies in memory does not grow with
// the number of fibres. The file lies beside the unfinished results and goes with them.
import { closeSync, openSync, rmSync } from 'node:fs';
import type { Trace } from '../../src-workers/fiber/request';
import type { SpooledValues } from '../../src-workers/report/write-hdf5';
import { WriteError } from '../files/atomic-write';
import { diskFiles, type FileOperations, fileStore } from '../results/file-store';
import type { StoredTrace } from './run-data';

export class TraceSpool {
  private descriptor: number | null = null;
  private endByte = 0;

  constructor(private readonly place: string, private readonly files: FileOperations = diskFiles) {}

  /** Null while nothing waits. */
  get file(): string | null {
    return this.descriptor === null ? null : this.place;
  }

  /** Writes the values behind the others. Throws `WriteError`. */
  put({ values, ...trace }: Trace): StoredTrace {
    const atByte = this.endByte;
    try {
      this.descriptor ??= openSync(this.place, 'w+');
      fileStore(this.descriptor, this.files).write(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), atByte);
    } catch (error) {
      throw new WriteError(this.place, error);
    }
    this.endByte += values.byteLength;
    return { ...trace, values: { atByte, length: values.length, kind: values instanceof Float32Array ? 'float32' : 'float64' } };
  }

  read({ atByte, length, kind }: SpooledValues): Trace['values'] {
    const values = kind === 'float32' ? new Float32Array(length) : new Float64Array(length);
    if (this.descriptor !== null) fileStore(this.descriptor, this.files).read(new Uint8Array(values.buffer), atByte);
    return values;
  }

  /** The file goes too: before the results are in their place. */
  dispose(): void {
    if (this.descriptor === null) return;
    closeSync(this.descriptor);
    this.descriptor = null;
    rmSync(this.place, { force: true });
  }
}

/** The values of a trace, wherever they are. */
export function valuesOf({ quantity, values }: StoredTrace, spool: TraceSpool | null): Trace['values'] {
  if (ArrayBuffer.isView(values)) return values;
  if (spool === null) throw new Error(`The values of "${quantity}" wait in a file that is not open.`);
  return spool.read(values);
}
