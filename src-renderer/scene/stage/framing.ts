// Where the eye must be so that a box fills the picture.
import { Vector3, type Box3 } from 'three';

export const FIELD_OF_VIEW_DEG = 30;
/** Half height of the picture per distance. */
export const TANGENT = Math.tan((FIELD_OF_VIEW_DEG * Math.PI) / 360);
const FIT_MARGIN = 1.12;
/** Kept free above and below the content for what lies over the picture, CSS pixels, and the most of the height that both may take. */
const INSET_PIXELS = 62;
const MOST_INSET = 0.4;
const FRAMING_ROUNDS = 20;

export type ViewPreset = 'front' | 'top' | 'side' | 'iso';

/** From the target towards the camera. Front looks down the nerve with y to the right and z up, as the cross-section does. */
const VIEW_DIRECTIONS: Record<ViewPreset, readonly [x: number, y: number, z: number]> = { front: [1, 0, 0], top: [0, -1e-4, 1], side: [0, -1, 0], iso: [0.62, -0.62, 0.48] };
/** In a high and narrow picture the long nerve is seen more from its end, so that it is not a thin stick across it. */
const NARROWEST = 0.45;

/** Unit vector from what is shown to the eye. aspect: width over height of the picture. */
export function viewDirection(preset: ViewPreset, aspect: number): Vector3 {
  const [x, y, z] = VIEW_DIRECTIONS[preset];
  const side = preset === 'iso' ? y * Math.min(1, Math.max(NARROWEST, aspect)) : y;
  return new Vector3(Math.sqrt(x * x + y * y - side * side), side, z).normalize();
}

/**
 * Target, distance and half height at which the corners of `box` fill the view. In perspective the nearer end of a long box looks
 * larger, so the target is moved until the picture, not the box, is centred. width, height: of the picture, CSS pixels.
 */
export function framing(box: Box3, direction: Vector3, right: Vector3, up: Vector3, { width, height }: { width: number; height: number }, perspective: boolean): { target: Vector3; distance: number; halfHeight: number } {
  const corners = Array.from({ length: 8 }, (_, k) =>
    new Vector3(k & 1 ? box.max.x : box.min.x, k & 2 ? box.max.y : box.min.y, k & 4 ? box.max.z : box.min.z));
  const aspect = width / height;
  const free = 1 - Math.min(MOST_INSET, (2 * INSET_PIXELS) / height);
  const target = box.getCenter(new Vector3());
  const offsets = (): Vector3[] => corners.map((corner) => corner.clone().sub(target));
  const reach = (offset: Vector3): number => FIT_MARGIN * Math.max(Math.abs(offset.dot(right)) / aspect, Math.abs(offset.dot(up)) / free);
  const distanceNow = (): number => Math.max(...offsets().map((offset) => reach(offset) / TANGENT + offset.dot(direction)));
  if (!perspective) {
    const halfHeight = Math.max(...offsets().map(reach));
    return { target, distance: halfHeight / TANGENT, halfHeight };
  }
  for (let round = 0; round < FRAMING_ROUNDS; round++) {
    const distance = distanceNow();
    // A shift by the picture's offset at the nearest corner never overshoots.
    const nearest = Math.min(...offsets().map((offset) => distance - offset.dot(direction)));
    for (const axis of [right, up]) {
      const positions = offsets().map((offset) => offset.dot(axis) / (distance - offset.dot(direction)));
      target.addScaledVector(axis, ((Math.min(...positions) + Math.max(...positions)) / 2) * nearest);
    }
  }
  const distance = distanceNow();
  return { target, distance, halfHeight: distance * TANGENT };
}
