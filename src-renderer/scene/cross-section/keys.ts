// What keys do in the cross-section.
import type { Project } from '../../../src-model/project';
import { groupLabel, movedTogether } from '../group-edits';
import { labelOf, resized, turnedBy } from '../item-edits';
import type { PathChange, Selected } from '../selection';

/** move: in steps of the grid. */
type EditAction = { kind: 'move'; right: number; up: number } | { kind: 'resize'; factor: number } | { kind: 'turn'; degrees: number };

export type KeyAction = { kind: 'pan'; right: number; down: number } | { kind: 'zoom'; factor: number } | { kind: 'fit' | 'escape' } | EditAction;

const ARROWS: Partial<Record<string, [right: number, up: number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const PAN_PIXELS = 40;
const ZOOM = 1.2;
const RESIZE = 1.05;
const TURN_DEG = 5;

/** With Alt keys speak of the selection, without of the picture. Null: the key means nothing here. */
export function keyAction({ key, altKey, ctrlKey, metaKey }: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey'>): KeyAction | null {
  if (ctrlKey || metaKey) return null;
  if (key === 'Escape') return { kind: 'escape' };
  const arrow = ARROWS[key];
  if (arrow) return altKey ? { kind: 'move', right: arrow[0], up: arrow[1] } : { kind: 'pan', right: -PAN_PIXELS * arrow[0], down: PAN_PIXELS * arrow[1] };
  switch (key) {
    case '+':
    case '=': return altKey ? { kind: 'resize', factor: RESIZE } : { kind: 'zoom', factor: ZOOM };
    case '-': return altKey ? { kind: 'resize', factor: 1 / RESIZE } : { kind: 'zoom', factor: 1 / ZOOM };
    case ',': return altKey ? { kind: 'turn', degrees: TURN_DEG } : null;
    case '.': return altKey ? { kind: 'turn', degrees: -TURN_DEG } : null;
    case 'f':
    case 'Home': return altKey ? null : { kind: 'fit' };
    default: return null;
  }
}

/** What an action changes of the selection: of all of it, or of its first thing. */
export function editBy(action: EditAction, project: Project, group: readonly Selected[], snapUm: number | null): { label: string; changes: PathChange[] } {
  const [first] = group;
  const step = snapUm ?? 1;
  switch (action.kind) {
    case 'move': return { label: groupLabel('Move', group), changes: movedTogether(project, group, 0, step * action.right, step * action.up) };
    case 'resize': return { label: labelOf('Resize', first), changes: resized(project, first, 1, action.factor, action.factor) };
    case 'turn': return { label: labelOf('Turn', first), changes: turnedBy(project, first, action.degrees) };
  }
}
