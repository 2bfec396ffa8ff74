// The document that the window shows, as the main process knows it: where it lies, its latest text, whether it is saved.
// Paths live here and never come from the window.
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Draft, OpenedDocument, RecentDocument, SavedDocument } from '../../src-model/bridge';
import { writeFileAtomically } from '../files/atomic-write';
import type { DraftStore } from './draft-store';
import type { RecentDocuments } from './recent-documents';

const MAX_BYTES = 256 * 1024 * 1024;
const EXTENSION = '.ranvier';

export class OpenDocument {
  private path: string | null = null;
  private draft: Draft | null = null;

  constructor(private readonly drafts: DraftStore, private readonly recent: RecentDocuments) {}

  get dirty(): boolean {
    return this.draft?.dirty ?? false;
  }

  get currentPath(): string | null {
    return this.path;
  }

  /** What a window that starts again must show: the latest text, saved or not. */
  current(): OpenedDocument | null {
    if (!this.draft) return null;
    return { fileName: this.fileName(), path: this.path, text: this.draft.text, unsaved: this.draft.dirty };
  }

  /** Reads a document and makes it the current one. Errors name the file and the reason. */
  async open(file: string): Promise<OpenedDocument> {
    const absolute = path.resolve(file);
    const text = await readDocument(absolute);
    this.path = absolute;
    this.draft = { text, dirty: false };
    await this.drafts.clear();
    await this.recent.add(absolute, new Date());
    return { fileName: path.basename(absolute), path: absolute, text, unsaved: false };
  }

  /** A document without a file: empty, from a template or from an example. Returns what the start page lists. */
  async startNew(): Promise<RecentDocument[]> {
    this.path = null;
    this.draft = null;
    await this.drafts.clear();
    return this.recent.list();
  }

  /** Continue with a draft of an earlier session; it stays unsaved. */
  async recover(savedAt: string): Promise<OpenedDocument> {
    const { path: draftPath, text, fileName } = await this.drafts.recover(savedAt);
    this.path = draftPath;
    this.draft = { text, dirty: true };
    return { fileName, path: draftPath, text, unsaved: true };
  }

  keepDraft(draft: Draft): void {
    this.draft = draft;
    if (draft.dirty) this.drafts.keep({ fileName: this.fileName(), path: this.path, text: draft.text });
    else void this.drafts.clear();
  }

  async saveTo(file: string, text: string): Promise<SavedDocument> {
    const target = path.extname(file) === '' ? `${file}${EXTENSION}` : file;
    await writeFileAtomically(target, text);
    this.path = target;
    this.draft = { text, dirty: false };
    await this.drafts.clear();
    await this.recent.add(target, new Date());
    return { fileName: path.basename(target), path: target, recent: this.recent.list() };
  }

  private fileName(): string {
    return this.path === null ? 'Untitled' : path.basename(this.path);
  }
}

export async function readDocument(file: string): Promise<string> {
  try {
    const info = await stat(file);
    if (!info.isFile()) throw new Error('It is not a file.');
    if (info.size > MAX_BYTES) throw new Error(`It has ${Math.round(info.size / 1e6)} MB; projects of up to ${MAX_BYTES / 1024 / 1024} MB can be opened.`);
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new Error(`"${file}" could not be opened: ${reasonOf(error)}`, { cause: error });
  }
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return 'There is no such file.';
  if (code === 'EACCES' || code === 'EPERM') return 'You have no permission for it.';
  return error instanceof Error ? error.message : String(error);
}
