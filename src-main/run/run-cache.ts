// Results of phases kept by the hash of their inputs: in memory for this session, on disk for the next one. Bounded; a damaged
// or missing entry is simply computed again, and a cache that cannot be written never stops a run.
import { createHash } from 'node:crypto';
import { mkdir, open, readdir, stat, unlink, utimes } from 'node:fs/promises';
import path from 'node:path';
import { writeFileAtomically } from '../files/atomic-write';
import { packValue, unpackValue } from './packed-value';

const ENTRY = /^[0-9a-f]{64}\.bin$/;
const CHECKSUM_BYTES = 32;
const DAY_MS = 86_400_000;
const READ_BYTES = 2 ** 30;
/** How full the disk cache is after entries had to go: looking at all of them for each new one would take long. */
const ROOM_SHARE = 0.9;
/** Raised whenever what is stored changes its form: entries of another revision are left alone. */
const REVISION = 3;

export interface CacheLimits {
  memoryBytes: number;
  diskBytes: number;
}

function checksumOf(pieces: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest();
}

/** In shared memory: workers take large arrays as they are. */
async function sharedContents(file: string): Promise<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const bytes = new Uint8Array(new SharedArrayBuffer(size));
    for (let at = 0; at < size;) {
      const { bytesRead } = await handle.read(bytes, at, Math.min(size - at, READ_BYTES), at);
      if (bytesRead === 0) throw new Error(`${file} became shorter while it was read.`);
      at += bytesRead;
    }
    return bytes;
  } finally {
    await handle.close();
  }
}

/** What a killed process left half written. */
async function removeIfOld(file: string): Promise<void> {
  const info = await stat(file).catch(() => null);
  if (info && Date.now() - info.mtimeMs > DAY_MS) await unlink(file).catch(() => undefined);
}

export class RunCache {
  /** Insertion order is order of use: the first entry is the oldest. */
  private readonly memory = new Map<string, { value: unknown; bytes: number }>();
  private memoryBytes = 0;
  private readonly writing = new Set<Promise<void>>();
  /** Bytes on disk as far as this session knows; null until it has looked. Another session may add to them: the bound is approximate. */
  private diskBytes: number | null = null;

  /** `folder` null: memory only. */
  constructor(private readonly folder: string | null, private readonly limits: CacheLimits) {}

  /** Whether what is kept outlives this session. */
  get lasting(): boolean {
    return this.folder !== null;
  }

  /** What can be kept at most. */
  get roomBytes(): number {
    return this.folder === null ? this.limits.memoryBytes : this.limits.diskBytes;
  }

  /** The value stored under `key`, or undefined. Values are shared: nobody may change them. */
  async get(key: string): Promise<unknown> {
    const known = this.memory.get(key);
    if (known) {
      this.memory.delete(key);
      this.memory.set(key, known);
      return known.value;
    }
    const file = this.fileOf(key);
    if (!file) return undefined;
    try {
      const bytes = await sharedContents(file);
      const payload = bytes.subarray(CHECKSUM_BYTES);
      if (!checksumOf([payload]).equals(bytes.subarray(0, CHECKSUM_BYTES))) return undefined;
      const value = unpackValue(payload);
      const now = new Date();
      await utimes(file, now, now).catch(() => undefined);
      this.remember(key, value, payload.length);
      return value;
    } catch {
      return undefined;
    }
  }

  /** Puts in the background; the value must not change any more. `flush` waits for it. */
  keep(key: string, value: unknown): void {
    const writing = this.put(key, value).finally(() => this.writing.delete(writing));
    this.writing.add(writing);
  }

  async flush(): Promise<void> {
    await Promise.all(this.writing);
  }

  async put(key: string, value: unknown): Promise<void> {
    const pieces = packValue(value);
    const byteCount = pieces.reduce((sum, { length }) => sum + length, 0);
    this.remember(key, value, byteCount);
    const file = this.fileOf(key);
    if (!file || byteCount > this.limits.diskBytes) return;
    try {
      await mkdir(path.dirname(file), { recursive: true });
      if (this.diskBytes === null || this.diskBytes + byteCount > this.limits.diskBytes) await this.makeRoom(path.dirname(file), byteCount);
      this.diskBytes = (this.diskBytes ?? 0) + byteCount;
      await writeFileAtomically(file, [checksumOf(pieces), ...pieces]);
    } catch {
      // A full or read-only cache folder costs time in the next run, nothing else.
    }
  }

  private fileOf(key: string): string | null {
    return this.folder === null ? null : path.join(this.folder, `revision-${REVISION}`, `${key}.bin`);
  }

  private remember(key: string, value: unknown, bytes: number): void {
    if (bytes > this.limits.memoryBytes) return;
    this.memory.set(key, { value, bytes });
    this.memoryBytes += bytes;
    for (const [oldest, entry] of this.memory) {
      if (this.memoryBytes <= this.limits.memoryBytes) break;
      this.memory.delete(oldest);
      this.memoryBytes -= entry.bytes;
    }
  }

  /** Deletes the entries not used for longest until `bytes` more fit, with some room to spare. */
  private async makeRoom(folder: string, bytes: number): Promise<void> {
    const all = await readdir(folder);
    const names = all.filter((name) => ENTRY.test(name));
    await Promise.all(all.filter((name) => name.endsWith('.tmp')).map((name) => removeIfOld(path.join(folder, name))));
    const entries = await Promise.all(names.map(async (name) => {
      const { size, mtimeMs } = await stat(path.join(folder, name));
      return { name, size, mtimeMs };
    }));
    let total = entries.reduce((sum, entry) => sum + entry.size, 0);
    if (total + bytes > this.limits.diskBytes) {
      for (const entry of entries.sort((a, b) => a.mtimeMs - b.mtimeMs)) {
        if (total + bytes <= ROOM_SHARE * this.limits.diskBytes) break;
        await unlink(path.join(folder, entry.name)).catch(() => undefined);
        total -= entry.size;
      }
    }
    this.diskBytes = total;
  }
}
