// The documents opened last, newest first, remembered per user. Also the list of paths that a window may reopen by name.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { RecentDocument } from '../../src-model/bridge';
import { writeFileAtomically } from '../files/atomic-write';

const MAX_RECENT = 12;
const storedSchema = z.array(z.object({ path: z.string(), openedAt: z.string() }));

export class RecentDocuments {
  private entries: z.infer<typeof storedSchema>;

  constructor(private readonly file: string) {
    this.entries = readEntries(file);
  }

  /** Files that are gone are left out of the list, but kept in the store: a network drive may come back. */
  list(): RecentDocument[] {
    return this.entries
      .filter((entry) => existsSync(entry.path))
      .map((entry) => ({ ...entry, fileName: path.basename(entry.path), folder: path.dirname(entry.path) }));
  }

  includes(documentPath: string): boolean {
    return this.entries.some((entry) => entry.path === documentPath);
  }

  async add(documentPath: string, openedAt: Date): Promise<void> {
    const others = this.entries.filter((entry) => entry.path !== documentPath);
    this.entries = [{ path: documentPath, openedAt: openedAt.toISOString() }, ...others].slice(0, MAX_RECENT);
    await writeFileAtomically(this.file, JSON.stringify(this.entries, null, 2));
  }
}

function readEntries(file: string): z.infer<typeof storedSchema> {
  if (!existsSync(file)) return [];
  try {
    return storedSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    console.warn(`The list of recent documents could not be read and starts anew (${file}): ${String(error)}`);
    return [];
  }
}
