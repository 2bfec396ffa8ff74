// What is written over the 3-D scene and follows the camera: axes, scale bar, names.
import { Vector3 } from 'three';
import { isKept, type Clip } from '../geometry/cut';
import type { SceneLabel } from '../geometry/parts';
import { niceStep, withUnit } from '../number-text';
import type { Stage } from './stage';

const SCALE_BAR_PIXELS = 90;

export interface AxisOnScreen {
  name: 'x' | 'y' | 'z';
  /** Of the axis' unit vector, as the eye sees it. */
  right: number;
  up: number;
  near: number;
}

/** A name at its place on the canvas, CSS pixels. */
export type PlacedLabel = SceneLabel & { left: number; top: number; visible: boolean };

export function axesOnScreen({ camera }: Stage): AxisOnScreen[] {
  return (['x', 'y', 'z'] as const).map((name, k) => {
    const direction = new Vector3(k === 0 ? 1 : 0, k === 1 ? 1 : 0, k === 2 ? 1 : 0).transformDirection(camera.matrixWorldInverse);
    return { name, right: direction.x, up: direction.y, near: direction.z };
  });
}

/** A round length that is about as wide as the bar should be. */
export function scaleBarOf({ umPerPixel }: Stage): { pixels: number; text: string } {
  const lengthUm = niceStep((SCALE_BAR_PIXELS / 2) * umPerPixel);
  return { pixels: lengthUm / umPerPixel, text: lengthUm >= 1000 ? withUnit(lengthUm / 1000, 'mm') : withUnit(lengthUm, 'um') };
}

/** Without those on the side that the clipping plane hides. */
export function placedLabels(stage: Stage, labels: readonly SceneLabel[], clip: Clip | null): PlacedLabel[] {
  return labels.filter(({ at }) => !clip || isKept(clip, at)).map((label) => ({ ...label, ...stage.toScreen(...label.at) }));
}
