// Views and handles of the 3-D scene, with the keys that choose them.
import type { ViewPreset } from './stage/framing';
import type { GizmoMode } from './stage/gizmo';

export const VIEWS: readonly { preset: ViewPreset; label: string; key: string }[] = [
  { preset: 'iso', label: 'Iso', key: '1' }, { preset: 'front', label: 'Front', key: '2' }, { preset: 'side', label: 'Side', key: '3' }, { preset: 'top', label: 'Top', key: '4' },
];

export interface ModeChoice {
  mode: GizmoMode;
  label: string;
  key: string;
}

export const MODES: readonly ModeChoice[] = [
  { mode: 'move', label: 'Move', key: 'm' }, { mode: 'turn', label: 'Turn', key: 't' }, { mode: 'resize', label: 'Resize', key: 'r' },
];

/** Degrees to the right and upwards. */
export const ORBIT_KEYS: Partial<Record<string, [number, number]>> = { ArrowLeft: [-5, 0], ArrowRight: [5, 0], ArrowUp: [0, 5], ArrowDown: [0, -5] };
