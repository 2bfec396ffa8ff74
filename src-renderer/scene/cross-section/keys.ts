// What keys do in the cross-section.

export type KeyAction =
  | { kind: 'pan'; right: number; down: number }
  | { kind: 'zoom'; factor: number }
  | { kind: 'fit' | 'escape' }
  /** In steps of the grid. */
  | { kind: 'move'; right: number; up: number }
  | { kind: 'resize'; factor: number }
  | { kind: 'turn'; degrees: number };

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
