// The open document: project, undo history, what is wrong with it, and whether it is saved. Every edit goes through here.
import type { Draft } from 'immer';
import type { Problem } from '../../../src-model/problem';
import type { Project } from '../../../src-model/project';
import { valueAt } from '../../../src-model/schema-walk';
import { validateProject } from '../../../src-model/validate';
import type { PathChange, SceneEdit } from '../../scene/selection';
import { EMPTY_HISTORY, type History, perform, redo, stateToken, undo } from './history';
import { type ValuePath, isWithin, samePath, writeAt } from './value-path';

/** A file that could not be read as a project: shown with its located errors instead of a blank window. */
export interface BrokenDocument {
  fileName: string;
  path: string | null;
  text: string;
  problems: readonly Problem[];
}

export class ProjectDocument {
  /** Immutable; replaced by every edit. Null on the start page. */
  project = $state.raw<Project | null>(null);
  broken = $state.raw<BrokenDocument | null>(null);
  fileName = $state('Untitled');
  path = $state<string | null>(null);
  /** Remarks made while reading the file: unknown keys, older versions. */
  readingRemarks = $state.raw<readonly Problem[]>([]);

  private history = $state.raw<History>(EMPTY_HISTORY);
  private savedToken = $state<number | null>(0);
  /** While something is dragged: the project before, and the newest changes to it. */
  private drag: { before: Project; changes: readonly PathChange[] } | null = null;

  readonly problems: readonly Problem[] = $derived(this.project ? validateProject(this.project) : []);
  readonly errorCount: number = $derived(this.problems.filter((problem) => problem.severity === 'error').length);
  readonly dirty: boolean = $derived(this.project !== null && stateToken(this.history) !== this.savedToken);
  /** What to call it in titles and questions: the file's name, or the project's while there is no file. */
  readonly title: string = $derived(this.broken?.fileName ?? (this.path === null ? this.project?.name ?? this.fileName : this.fileName));
  readonly undoLabel: string | null = $derived(this.history.past.at(-1)?.label ?? null);
  readonly redoLabel: string | null = $derived(this.history.future.at(-1)?.label ?? null);

  /** Shows a project; `saved` false for templates and recovered drafts. */
  show(project: Project, origin: { fileName: string; path: string | null; saved: boolean; remarks?: readonly Problem[] }): void {
    this.project = project;
    this.broken = null;
    this.fileName = origin.fileName;
    this.path = origin.path;
    this.readingRemarks = origin.remarks ?? [];
    this.history = EMPTY_HISTORY;
    this.savedToken = origin.saved ? 0 : null;
    this.drag = null;
  }

  showBroken(broken: BrokenDocument): void {
    this.close();
    this.broken = broken;
  }

  close(): void {
    this.project = null;
    this.broken = null;
    this.path = null;
    this.fileName = 'Untitled';
    this.readingRemarks = [];
    this.history = EMPTY_HISTORY;
    this.savedToken = 0;
  }

  markSaved(fileName: string, path: string): void {
    this.fileName = fileName;
    this.path = path;
    this.savedToken = stateToken(this.history);
  }

  /** Changes the project; edits with the same `mergeKey` in quick succession are one undo step. */
  edit(label: string, recipe: (draft: Draft<Project>) => void, mergeKey?: string): void {
    if (!this.project) return;
    const step = perform(this.project, this.history, { label, mergeKey, timeMs: Date.now() }, recipe);
    this.project = step.state;
    this.history = step.history;
  }

  /** Writes one value; undefined removes an optional one. */
  set(path: ValuePath, value: unknown, label: string): void {
    this.edit(label, (draft) => writeAt(draft, path, value), path.join('/'));
  }

  valueAt(path: ValuePath): unknown {
    return valueAt(this.project, path);
  }

  /** Edits by hand in the scene and the cross-section: a drag is one undo step, whatever happens while it lasts. */
  applySceneEdit(edit: SceneEdit): void {
    if (!this.project) return;
    if (edit.phase === 'whole') this.edit(edit.label, writeAll(edit.changes));
    if (edit.phase === 'begin') this.drag = { before: this.project, changes: [] };
    if (!this.drag || edit.phase === 'whole') return;
    // Every message of a drag is complete, so the newest replaces the former ones.
    if (edit.changes.length > 0) this.drag.changes = edit.changes;
    const step = perform(this.drag.before, this.history, { label: edit.label, timeMs: Date.now() }, writeAll(this.drag.changes));
    this.project = step.state;
    if (edit.phase !== 'end') return;
    this.history = step.history;
    this.drag = null;
  }

  undo(): void {
    if (this.project) this.take(undo(this.project, this.history));
  }

  redo(): void {
    if (this.project) this.take(redo(this.project, this.history));
  }

  /** Problems of exactly this value. */
  problemsAt(path: ValuePath): Problem[] {
    return this.problems.filter((problem) => samePath(problem.path, path));
  }

  /** Problems of this value and everything in it. */
  problemsWithin(path: ValuePath): Problem[] {
    return this.problems.filter((problem) => isWithin(problem.path, path));
  }

  private take(step: { state: Project; history: History }): void {
    this.project = step.state;
    this.history = step.history;
  }
}

const writeAll = (changes: readonly PathChange[]) => (draft: Draft<Project>): void => {
  for (const { path, value } of changes) writeAt(draft, path, value);
};
