// A file on the disk as the HDF5 library sees it. The system may take or give fewer bytes than asked; here that is made up for.
import { fstatSync, ftruncateSync, readSync, writeSync } from 'node:fs';
import type { ByteStore } from '../../src-workers/report/byte-store';

/** The operations of node:fs that are needed; tests put disks in their place that are full or slow. */
export interface FileOperations {
  size(descriptor: number): number;
  read(descriptor: number, target: Uint8Array, offset: number, length: number, position: number): number;
  write(descriptor: number, bytes: Uint8Array, offset: number, length: number, position: number): number;
  truncate(descriptor: number, size: number): void;
}

export const diskFiles: FileOperations = { size: (descriptor) => fstatSync(descriptor).size, read: readSync, write: writeSync, truncate: ftruncateSync };

/** `onAccess` is called at every read and write. */
export function fileStore(descriptor: number, files: FileOperations, onAccess: () => void = () => undefined): ByteStore {
  return {
    size: () => files.size(descriptor),
    read(target, position) {
      onAccess();
      let done = 0;
      while (done < target.length) {
        const count = files.read(descriptor, target, done, target.length - done, position + done);
        if (count === 0) break;
        done += count;
      }
      return done;
    },
    write(bytes, position) {
      onAccess();
      for (let done = 0; done < bytes.length;) {
        const count = files.write(descriptor, bytes, done, bytes.length - done, position + done);
        if (count <= 0) throw new Error('the system accepted no more bytes.');
        done += count;
      }
    },
    truncate: (size) => files.truncate(descriptor, size),
  };
}
