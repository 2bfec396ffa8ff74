// The few file operations that writers need, behind an interface so that tests can inject full disks, short writes and locked files.
import { close, fsync, mkdir, open, readFile, rename, rm, write } from 'node:fs';
import { promisify } from 'node:util';

export interface FileLayer {
  /** Opens for writing, truncates; returns a handle. */
  open(path: string): Promise<number>;
  /** May write less than asked; returns the number of bytes written. */
  write(handle: number, bytes: Uint8Array, offset: number): Promise<number>;
  /** Returns once the bytes are on the disk. */
  sync(handle: number): Promise<void>;
  close(handle: number): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Removes a file or a folder with its contents; missing is fine. */
  remove(path: string): Promise<void>;
  makeFolder(path: string): Promise<void>;
  read(path: string): Promise<Uint8Array>;
  delay(ms: number): Promise<void>;
}

const writeAt = promisify(write) as unknown as (handle: number, bytes: Uint8Array, offset: number) => Promise<{ bytesWritten: number }>;

export const diskLayer: FileLayer = {
  open: (path) => promisify(open)(path, 'w'),
  write: async (handle, bytes, offset) => (await writeAt(handle, bytes, offset)).bytesWritten,
  sync: (handle) => promisify(fsync)(handle),
  close: (handle) => promisify(close)(handle),
  rename: (from, to) => promisify(rename)(from, to),
  remove: async (path) => { await promisify(rm)(path, { recursive: true, force: true }); },
  makeFolder: async (path) => { await promisify(mkdir)(path, { recursive: true }); },
  read: (path) => promisify(readFile)(path),
  delay: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
