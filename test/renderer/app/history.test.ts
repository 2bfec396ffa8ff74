import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_HISTORY, type History, MERGE_WINDOW_MS, perform, redo, stateToken, undo } from '../../../src-renderer/app/document/history';

interface Sheet {
  title: string;
  rows: number[];
  notes: Record<string, string>;
}
const START: Sheet = { title: 'a', rows: [1, 2, 3], notes: {} };

const editArbitrary = fc.oneof(
  fc.record({ kind: fc.constant('title' as const), value: fc.string() }),
  fc.record({ kind: fc.constant('insert' as const), at: fc.nat(6), value: fc.integer() }),
  fc.record({ kind: fc.constant('remove' as const), at: fc.nat(6) }),
  fc.record({ kind: fc.constant('note' as const), key: fc.constantFrom('x', 'y', 'z'), value: fc.option(fc.string()) }),
);
type SheetEdit = typeof editArbitrary extends fc.Arbitrary<infer E> ? E : never;

function apply(draft: Sheet, edit: SheetEdit): void {
  switch (edit.kind) {
    case 'title': draft.title = edit.value; break;
    case 'insert': draft.rows.splice(Math.min(edit.at, draft.rows.length), 0, edit.value); break;
    case 'remove': draft.rows.splice(edit.at, 1); break;
    case 'note':
      if (edit.value === null) Reflect.deleteProperty(draft.notes, edit.key);
      else draft.notes[edit.key] = edit.value;
  }
}

describe('history', () => {
  it('undo to the beginning and redo to the end give exactly the states in between', () => {
    fc.assert(fc.property(fc.array(editArbitrary, { maxLength: 25 }), (edits) => {
      const states: Sheet[] = [START];
      let step: { state: Sheet; history: History } = { state: START, history: EMPTY_HISTORY };
      for (const edit of edits) {
        const next = perform(step.state, step.history, { label: edit.kind, timeMs: 0 }, (draft) => apply(draft, edit));
        if (next.history !== step.history) states.push(next.state);
        step = next;
      }
      for (const state of states.slice(0, -1).reverse()) {
        step = undo(step.state, step.history);
        expect(step.state).toEqual(state);
      }
      expect(stateToken(step.history)).toBe(0);
      for (const state of states.slice(1)) {
        step = redo(step.state, step.history);
        expect(step.state).toEqual(state);
      }
      expect(redo(step.state, step.history)).toEqual(step);
    }));
  });

  it('an edit that changes nothing leaves no step', () => {
    const step = perform(START, EMPTY_HISTORY, { label: 'nothing', timeMs: 0 }, (draft) => { draft.title = 'a'; });
    expect(step.history).toBe(EMPTY_HISTORY);
    expect(step.state).toBe(START);
  });

  it('edits of one value in quick succession are one step, later or other ones are not', () => {
    const type = (step: { state: Sheet; history: History }, title: string, timeMs: number, mergeKey = 'title') =>
      perform(step.state, step.history, { label: 'Type', mergeKey, timeMs }, (draft) => { draft.title = title; });
    let step = type({ state: START, history: EMPTY_HISTORY }, 'b', 0);
    step = type(step, 'c', MERGE_WINDOW_MS);
    expect(step.history.past).toHaveLength(1);
    expect(undo(step.state, step.history).state.title).toBe('a');
    step = type(step, 'd', 3 * MERGE_WINDOW_MS);
    expect(step.history.past).toHaveLength(2);
    step = type(step, 'e', 3 * MERGE_WINDOW_MS, 'other');
    expect(step.history.past).toHaveLength(3);
    expect(undo(step.state, step.history).state.title).toBe('d');
  });

  it('nothing merges into a step that was undone and redone', () => {
    let step = perform(START, EMPTY_HISTORY, { label: 'Type', mergeKey: 'k', timeMs: 0 }, (draft) => { draft.title = 'b'; });
    step = undo(step.state, step.history);
    step = redo(step.state, step.history);
    step = perform(step.state, step.history, { label: 'Type', mergeKey: 'k', timeMs: 1 }, (draft) => { draft.title = 'c'; });
    expect(step.history.past).toHaveLength(2);
  });

  it('a new edit drops what could be redone, and never reuses a token', () => {
    const first = perform(START, EMPTY_HISTORY, { label: 'one', timeMs: 0 }, (draft) => { draft.title = 'b'; });
    const back = undo(first.state, first.history);
    const other = perform(back.state, back.history, { label: 'two', timeMs: 0 }, (draft) => { draft.title = 'z'; });
    expect(other.history.future).toEqual([]);
    expect(stateToken(other.history)).not.toBe(stateToken(first.history));
  });
});
