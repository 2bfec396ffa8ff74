// Atomic writing: after a crash, a full disk or a lost connection a file holds either its old contents or the new ones, never a mixture.
import path from 'node:path';
import type { FileLayer } from './file-layer';
import { diskLayer } from './file-layer';

/** Antivirus and indexing programs hold a fresh file open for moments; SQLite retries in the same way. */
const RETRY_DELAYS_MS = [10, 20, 40, 80, 160, 320, 640];
const PASSING_TROUBLE = new Set(['EPERM', 'EACCES', 'EBUSY']);

export class WriteError extends Error {
  constructor(file: string, cause: unknown) {
    super(`Could not write ${file}: ${reasonOf(cause)}`, { cause });
    this.name = 'WriteError';
  }
}

/** Errors that come from another thread have kept their message only. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  return 'code' in error ? String(error.code) : /^E[A-Z]+(?=:)/.exec(error.message)?.[0] ?? '';
}

function reasonOf(error: unknown): string {
  switch (codeOf(error)) {
    case 'ENOSPC': return 'the disk is full. Free some space or choose another folder.';
    case 'EACCES': case 'EPERM': return 'writing is not permitted there, or another program keeps the file open. Close it or choose another folder.';
    case 'EROFS': return 'the disk is read-only. Choose another folder.';
    case 'ENOENT': return 'the folder does not exist.';
    default: return error instanceof Error ? error.message : String(error);
  }
}

/** Renames, trying again for about a second while another program holds one of the two open. */
export async function renameWithRetry(from: string, to: string, layer: FileLayer = diskLayer): Promise<void> {
  for (const waitMs of [...RETRY_DELAYS_MS, null]) {
    try {
      await layer.rename(from, to);
      return;
    } catch (error) {
      if (waitMs === null || !PASSING_TROUBLE.has(codeOf(error))) throw error;
      await layer.delay(waitMs);
    }
  }
}

async function writeAll(file: string, pieces: readonly Uint8Array[], layer: FileLayer): Promise<void> {
  const handle = await layer.open(file);
  try {
    for (const bytes of pieces) {
      for (let offset = 0; offset < bytes.length;) {
        const written = await layer.write(handle, bytes, offset);
        if (written <= 0) throw new Error('the system accepted no more bytes.');
        offset += written;
      }
    }
    await layer.sync(handle);
  } finally {
    await layer.close(handle);
  }
}

let temporaryCount = 0;

/** Writes beside the target, forces the bytes to the disk, then renames over the target. Throws `WriteError`; leaves no temporary file behind. */
export function writeFileAtomically(file: string, contents: Uint8Array | string | readonly Uint8Array[], layer: FileLayer = diskLayer): Promise<void> {
  const pieces = typeof contents === 'string' ? [new TextEncoder().encode(contents)] : contents instanceof Uint8Array ? [contents] : contents;
  return placeFileAtomically(file, (temporary) => writeAll(temporary, pieces, layer), layer);
}

/** The same for a file that `write` writes itself, at the path it is given, and forces to the disk. */
export async function placeFileAtomically(file: string, write: (temporary: string) => Promise<void>, layer: FileLayer = diskLayer): Promise<void> {
  temporaryCount += 1;
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}-${temporaryCount}.tmp`);
  try {
    await write(temporary);
    await renameWithRetry(temporary, file, layer);
  } catch (error) {
    await layer.remove(temporary).catch(() => undefined);
    throw new WriteError(file, error);
  }
}
