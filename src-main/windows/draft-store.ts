// Autosave: the text of the open document, written beside the user's settings (never to the user's own folder, which may
// be a slow network share) shortly after each change, and removed when the session ends properly. What is left is recovered.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { sync as writeFileAtomicSync } from 'write-file-atomic';
import { z } from 'zod';
import type { RecoveredDraft } from '../../src-model/bridge';

const AUTOSAVE_DELAY_MS = 1000;
const draftSchema = z.object({ fileName: z.string(), path: z.string().nullable(), text: z.string(), savedAt: z.string() });

export class DraftStore {
  private timer: NodeJS.Timeout | null = null;
  private pending: RecoveredDraft | null = null;
  private readonly ownFile: string;

  /** `sessionId` keeps the draft of this session apart from those of earlier ones. */
  constructor(private readonly folder: string, sessionId: string) {
    mkdirSync(folder, { recursive: true });
    this.ownFile = path.join(folder, `${sessionId}.json`);
  }

  /** Where the draft of this session lies. */
  get file(): string {
    return this.ownFile;
  }

  keep(draft: Omit<RecoveredDraft, 'savedAt'>): void {
    this.pending = { ...draft, savedAt: new Date().toISOString() };
    this.timer ??= setTimeout(() => this.flush(), AUTOSAVE_DELAY_MS);
  }

  flush(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (this.pending) writeFileAtomicSync(this.ownFile, JSON.stringify(this.pending));
    this.pending = null;
  }

  /** The document is saved or given up: nothing to recover. */
  clear(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.pending = null;
    rmSync(this.ownFile, { force: true });
  }

  /** Drafts that earlier sessions left behind, newest first. Call before this session writes its own. */
  leftBehind(): RecoveredDraft[] {
    return this.otherFiles()
      .map(readDraft)
      .filter((draft) => draft !== null)
      .sort((a, b) => b.savedAt.localeCompare(a.savedAt));
  }

  discard(savedAt: string): void {
    for (const file of this.otherFiles()) if (readDraft(file)?.savedAt === savedAt) rmSync(file, { force: true });
  }

  /** Takes a draft over from an earlier session; from now on it is this session's. */
  recover(savedAt: string): RecoveredDraft {
    const draft = this.leftBehind().find((candidate) => candidate.savedAt === savedAt);
    if (!draft) throw new Error('This draft is no longer there.');
    writeFileAtomicSync(this.ownFile, JSON.stringify(draft));
    this.discard(savedAt);
    return draft;
  }

  private otherFiles(): string[] {
    if (!existsSync(this.folder)) return [];
    return readdirSync(this.folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => path.join(this.folder, name))
      .filter((file) => file !== this.ownFile);
  }
}

function readDraft(file: string): RecoveredDraft | null {
  try {
    return draftSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    console.warn(`A draft could not be read and is left where it is (${file}): ${String(error)}`);
    return null;
  }
}
