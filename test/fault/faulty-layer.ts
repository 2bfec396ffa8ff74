// A file layer that keeps its files in memory and misbehaves on demand: short writes, a full disk, locked files, a power cut.
// What was written but not synchronised is lost, or half lost, at a cut.
import type { FileLayer } from '../../src-main/files/file-layer';

export interface Faults {
  /** Bytes that one write accepts at most. */
  shortWrites?: number;
  /** Bytes after which the disk is full. */
  diskBytes?: number;
  /** Renames that fail because another program has the file open, before they succeed. */
  lockedRenames?: number;
  /** Code of the error that every rename ends with. */
  renameCode?: string;
  /** The power fails at this operation (1 is the first). */
  cutAt?: number;
}

export class PowerCut extends Error {}

const failure = (code: string): Error => Object.assign(new Error(`${code}: injected`), { code });

export class FaultyLayer implements FileLayer {
  /** What survives a power cut, by path. */
  readonly disk = new Map<string, Uint8Array>();
  /** What a program sees. */
  readonly files = new Map<string, Uint8Array>();
  waitedMs = 0;
  operations = 0;
  private readonly handles = new Map<number, string>();
  private written = 0;
  private renameFailures = 0;

  constructor(private readonly faults: Faults) {}

  private step(): void {
    this.operations += 1;
    if (this.faults.cutAt !== undefined && this.operations >= this.faults.cutAt) throw new PowerCut('power cut');
  }

  open(path: string): Promise<number> {
    return this.attempt(() => {
      const handle = this.handles.size + 1;
      this.handles.set(handle, path);
      this.files.set(path, new Uint8Array(0));
      // The directory entry may reach the disk before any byte does.
      this.disk.set(path, new Uint8Array(0));
      return handle;
    });
  }

  write(handle: number, bytes: Uint8Array, offset: number): Promise<number> {
    return this.attempt(() => {
      const length = Math.min(bytes.length - offset, this.faults.shortWrites ?? Infinity);
      if (this.written + length > (this.faults.diskBytes ?? Infinity)) throw failure('ENOSPC');
      this.written += length;
      const path = this.handles.get(handle)!;
      const before = this.files.get(path)!;
      this.files.set(path, Uint8Array.from([...before, ...bytes.subarray(offset, offset + length)]));
      // Half of it happens to be on the disk already.
      this.disk.set(path, this.files.get(path)!.subarray(0, before.length + Math.floor(length / 2)));
      return length;
    });
  }

  sync(handle: number): Promise<void> {
    return this.attempt(() => { this.disk.set(this.handles.get(handle)!, this.files.get(this.handles.get(handle)!)!); });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  rename(from: string, to: string): Promise<void> {
    return this.attempt(() => {
      if (this.faults.renameCode !== undefined) throw failure(this.faults.renameCode);
      if (this.renameFailures < (this.faults.lockedRenames ?? 0)) {
        this.renameFailures += 1;
        throw failure('EBUSY');
      }
      for (const store of [this.files, this.disk]) {
        const contents = store.get(from);
        if (contents) store.set(to, contents);
        store.delete(from);
      }
    });
  }

  remove(path: string): Promise<void> {
    return this.attempt(() => {
      this.files.delete(path);
      this.disk.delete(path);
    });
  }

  makeFolder(): Promise<void> {
    return Promise.resolve();
  }

  read(path: string): Promise<Uint8Array> {
    return this.attempt(() => this.files.get(path) ?? new Uint8Array(0));
  }

  delay(ms: number): Promise<void> {
    this.waitedMs += ms;
    return Promise.resolve();
  }

  private attempt<T>(work: () => T): Promise<T> {
    return new Promise((resolve) => {
      this.step();
      resolve(work());
    });
  }
}
