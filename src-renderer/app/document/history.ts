// Undo and redo as inverse patches (Immer): each entry knows how to go back and forth, whatever the edit was.
// Pure functions on plain data; the document store holds the state.
import { type Draft, type Patch, applyPatches, enablePatches, produceWithPatches } from 'immer';

enablePatches();

/** Edits with the same merge key closer together than this become one step: arrow keys in a number field, typing a name. */
export const MERGE_WINDOW_MS = 800;
const MAX_ENTRIES = 500;

export interface HistoryEntry {
  /** Identifies the state after this entry. */
  id: number;
  /** For the menu: "Undo Move F1". */
  label: string;
  mergeKey: string | null;
  timeMs: number;
  redo: Patch[];
  undo: Patch[];
}

/** past: oldest first; future: next redo last. `nextId` never repeats, so that ids name states. */
export interface History {
  past: readonly HistoryEntry[];
  future: readonly HistoryEntry[];
  nextId: number;
}

export const EMPTY_HISTORY: History = { past: [], future: [], nextId: 1 };

/** Names the present state; equal tokens mean equal documents. */
export const stateToken = (history: History): number => history.past.at(-1)?.id ?? 0;

export interface Edit {
  label: string;
  mergeKey?: string;
  timeMs: number;
}

export interface Step<T> {
  state: T;
  history: History;
}

/** Applies `recipe` to a draft of `state` and records it; a recipe that changes nothing records nothing. */
export function perform<T>(state: T, history: History, edit: Edit, recipe: (draft: Draft<T>) => void): Step<T> {
  const [next, redo, undo] = produceWithPatches(state, (draft: Draft<T>) => {
    recipe(draft);
  });
  return redo.length === 0 ? { state, history } : { state: next, history: record(history, edit, redo, undo) };
}

function record(history: History, edit: Edit, redo: Patch[], undo: Patch[]): History {
  const last = history.past.at(-1);
  const entry: HistoryEntry = {
    id: history.nextId, label: edit.label, mergeKey: edit.mergeKey ?? null, timeMs: edit.timeMs, redo, undo,
  };
  const merges = last !== undefined && last.mergeKey !== null && last.mergeKey === entry.mergeKey && history.future.length === 0
    && entry.timeMs - last.timeMs <= MERGE_WINDOW_MS;
  const past = merges
    ? [...history.past.slice(0, -1), { ...entry, redo: [...last.redo, ...redo], undo: [...undo, ...last.undo] }]
    : [...history.past, entry].slice(-MAX_ENTRIES);
  return { past, future: [], nextId: history.nextId + 1 };
}

/** One step back; the same state when there is none. */
export function undo<T extends object>(state: T, history: History): Step<T> {
  const entry = history.past.at(-1);
  if (!entry) return { state, history };
  return {
    state: applyPatches(state, entry.undo),
    history: { ...history, past: history.past.slice(0, -1), future: [...history.future, entry] },
  };
}

export function redo<T extends object>(state: T, history: History): Step<T> {
  const entry = history.future.at(-1);
  if (!entry) return { state, history };
  // A redone step is closed: nothing merges into it.
  return {
    state: applyPatches(state, entry.redo),
    history: { ...history, past: [...history.past, { ...entry, mergeKey: null }], future: history.future.slice(0, -1) },
  };
}
