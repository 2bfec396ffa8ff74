// What presses and drags in the cross-section do: pan, select in a rectangle, move the selection, pull a handle. One gesture at a
// time, from the press to the release; Escape takes it back.
import type { Project } from '../../../src-model/project';
import { groupLabel, movedTogether, thingsWithin } from '../group-edits';
import { labelOf, placementOf } from '../item-edits';
import { sameSelection, type PathChange, type SceneEdit, type Selected } from '../selection';
import { dragged, NO_GUIDES, type Guides, type MoveDrag } from './drag';
import { handlesOf, type Handle } from './handles';
import { panned, worldAt, type Viewport } from './viewport';

type Place = [left: number, top: number];

export type Gesture =
  | { kind: 'pan'; last: Place; start: Place; travelled: boolean }
  | { kind: 'rectangle'; start: Place; end: Place }
  | MoveDrag
  | { kind: 'handle'; handle: Handle; label: string };

/** The view that the gestures belong to, as it is at the moment. */
export interface GestureView {
  readonly project: Project;
  readonly viewport: Viewport;
  readonly selection: Selected | null;
  /** The selection and what is selected with it. */
  readonly group: readonly Selected[];
  readonly snapUm: number | null;
  /** Body under a place of the canvas. */
  bodyAt: (left: number, top: number) => Selected | null;
  pan: (viewport: Viewport) => void;
  click: (left: number, top: number, add: boolean) => void;
  onEdit?: (edit: SceneEdit) => void;
  onSelectMany?: (things: readonly Selected[]) => void;
}

const CLICK_PIXELS = 4;
/** How near a centre must come to a line to snap to it. */
const ALIGN_PIXELS = 5;
/** How far turning knobs stand off. */
export const KNOB_PIXELS = 26;

const distance = (a: Place, b: Place): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

export class SectionGestures {
  current = $state.raw<Gesture | null>(null);
  guides = $state.raw<Guides>(NO_GUIDES);
  private handleChanges: PathChange[] = [];

  constructor(private readonly view: GestureView) {}

  /** Button 0 or 1 pressed beside the handles. */
  press(start: Place, { button, shiftKey }: PointerEvent): void {
    const { project, viewport, group, onEdit, onSelectMany } = this.view;
    const body = this.view.bodyAt(...start);
    const isSelected = body !== null && group.some((each) => sameSelection(each, body));
    const movable = onEdit && button === 0 && isSelected ? placementOf(project, body)?.moves : null;
    if (isSelected && (movable?.y || movable?.z)) {
      this.current = { kind: 'move', project, group: [body, ...group.filter((each) => !sameSelection(each, body))], from: worldAt(viewport, ...start), start, began: false };
    } else if (shiftKey && button === 0 && onSelectMany) this.current = { kind: 'rectangle', start, end: start };
    else this.current = { kind: 'pan', last: start, start, travelled: false };
  }

  pressHandle(handle: Handle): void {
    const { selection, onEdit } = this.view;
    if (!selection) return;
    const label = labelOf(handle.kind === 'turn' ? 'Turn' : handle.kind === 'corner' ? 'Reshape' : 'Resize', selection);
    this.handleChanges = [];
    this.current = { kind: 'handle', handle, label };
    onEdit?.({ label, phase: 'begin', changes: [] });
  }

  /** free: without snapping. */
  move(to: Place, free: boolean): void {
    const { current } = this;
    switch (current?.kind) {
      case 'pan': {
        const travelled = current.travelled || distance(to, current.start) > CLICK_PIXELS;
        if (travelled) this.view.pan(panned(this.view.viewport, to[0] - current.last[0], to[1] - current.last[1]));
        this.current = { ...current, last: travelled ? to : current.last, travelled };
        return;
      }
      case 'rectangle':
        this.current = { ...current, end: to };
        return;
      case 'move':
        this.moveSelection(current, to, free);
        return;
      case 'handle':
        this.moveHandle(current.handle, current.label, to, free);
        return;
      default:
    }
  }

  private moveSelection(drag: MoveDrag, to: Place, free: boolean): void {
    const label = groupLabel('Move', drag.group);
    if (!drag.began) {
      if (distance(to, drag.start) <= CLICK_PIXELS) return;
      this.current = { ...drag, began: true };
      this.view.onEdit?.({ label, phase: 'begin', changes: [] });
    }
    const { changes, guides } = this.draggedTo(drag, to, free);
    this.guides = guides;
    this.view.onEdit?.({ label, phase: 'change', changes });
  }

  private draggedTo(drag: MoveDrag, to: Place, free: boolean): ReturnType<typeof dragged> {
    const { viewport, snapUm } = this.view;
    return dragged(drag, worldAt(viewport, ...to), snapUm, ALIGN_PIXELS * viewport.umPerPixel, free);
  }

  private moveHandle(handle: Handle, label: string, to: Place, free: boolean): void {
    const { project, selection, viewport, onEdit } = this.view;
    const current = free && selection ? handlesOf(project, selection, null, KNOB_PIXELS * viewport.umPerPixel).find(({ key }) => key === handle.key) : undefined;
    // A turn is relative to where the drag began, so it keeps its own handle.
    this.handleChanges = (handle.kind !== 'turn' && current ? current : handle).drag(worldAt(viewport, ...to));
    onEdit?.({ label, phase: 'change', changes: this.handleChanges });
  }

  release(at: Place, { button, shiftKey }: PointerEvent): void {
    const ended = this.current;
    this.current = null;
    this.guides = NO_GUIDES;
    if (!ended) return;
    const { project, viewport, onEdit, onSelectMany } = this.view;
    if (ended.kind === 'handle') onEdit?.({ label: ended.label, phase: 'end', changes: this.handleChanges });
    else if (ended.kind === 'move' && ended.began) onEdit?.({ label: groupLabel('Move', ended.group), phase: 'end', changes: this.draggedTo(ended, at, shiftKey).changes });
    else if (ended.kind === 'rectangle' && distance(at, ended.start) > CLICK_PIXELS) onSelectMany?.(thingsWithin(project, ...worldAt(viewport, ...ended.start), ...worldAt(viewport, ...at)));
    else if (button === 0 && !(ended.kind === 'pan' && ended.travelled)) this.view.click(...at, shiftKey);
  }

  /** Back to where it began. */
  cancel(): void {
    const { current } = this;
    if (current?.kind === 'move' && current.began) {
      this.view.onEdit?.({ label: groupLabel('Move', current.group), phase: 'end', changes: movedTogether(current.project, current.group, 0, 0, 0) });
    }
    if (current?.kind === 'handle') this.view.onEdit?.({ label: current.label, phase: 'end', changes: current.handle.drag(current.handle.at) });
    this.current = null;
    this.guides = NO_GUIDES;
  }
}
