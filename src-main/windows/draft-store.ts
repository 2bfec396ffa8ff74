// Autosave: the text of the open document, written beside the user's settings (never to the user's own folder, which may
// be a slow network share) shortly after each change, and removed when the session ends properly. What is left is recovered.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { RecoveredDraft } from '../../src-model/bridge';
import { writeFileAtomically } from '../files/atomic-write';

const draftSchema = z.object({ fileName: z.string(), path: z.string().nullable(), text: z.string(), savedAt: z.string() });

export class DraftStore {
  private timer: NodeJS.Timeout | null = null;
  private pending: RecoveredDraft | null = null;
  /** Writes and removals happen one after the other. */
  private queue: Promise<void> = Promise.resolve();
  /** Where the draft of this session lies. */
  readonly file: string;

  /** `sessionId` keeps the draft of this session apart from those of earlier ones; `delaySeconds` is asked at each change, 0 switches autosave off. */
  constructor(private readonly folder: string, sessionId: string, private readonly delaySeconds: () => number) {
    mkdirSync(folder, { recursive: true });
    this.file = path.join(folder, `${sessionId}.json`);
  }

  keep(draft: Omit<RecoveredDraft, 'savedAt'>): void {
    this.pending = { ...draft, savedAt: new Date().toISOString() };
    const delay = this.delaySeconds();
    if (delay > 0) this.timer ??= setTimeout(() => void this.flush(), delay * 1000);
  }

  /** Writes what waits; resolves when it is on the disk. A draft that cannot be written is reported on the console: the document itself is unharmed. */
  flush(): Promise<void> {
    this.stopTimer();
    const draft = this.pending;
    this.pending = null;
    return draft ? this.enqueue(() => writeFileAtomically(this.file, JSON.stringify(draft))) : this.queue;
  }

  /** The document is saved or given up: nothing to recover. */
  clear(): Promise<void> {
    this.stopTimer();
    this.pending = null;
    return this.enqueue(() => { rmSync(this.file, { force: true }); });
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
  async recover(savedAt: string): Promise<RecoveredDraft> {
    const draft = this.leftBehind().find((candidate) => candidate.savedAt === savedAt);
    if (!draft) throw new Error('This draft is no longer there.');
    this.keep(draft);
    await this.flush();
    this.discard(savedAt);
    return draft;
  }

  private otherFiles(): string[] {
    if (!existsSync(this.folder)) return [];
    return readdirSync(this.folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => path.join(this.folder, name))
      .filter((file) => file !== this.file);
  }

  private stopTimer(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private enqueue(work: () => void | Promise<void>): Promise<void> {
    this.queue = this.queue.then(work).catch((error: unknown) => console.error(`The draft could not be kept (${this.file}): ${String(error)}`));
    return this.queue;
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
