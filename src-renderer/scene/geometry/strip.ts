// The contacts of a TIME electrode as the scene draws them: the model gives them no thickness.
import { timeContactEnds } from '../../../src-model/geometry/electrode-outline';
import type { ElectrodeOf } from '../../../src-model/project';
import { counterClockwise, type Outline } from './outline';

/** Drawn height of a contact as a part of the strip's thickness. */
const CONTACT_HEIGHT = 0.25;

/** A thin plate on the strip's upper face. */
export function stripContactOutline(time: ElectrodeOf<'time'>, contact: number): Outline {
  const [[startY, startZ], [endY, endZ]] = timeContactEnds(time, contact);
  const turn = (time.rotationDeg * Math.PI) / 180;
  const height = CONTACT_HEIGHT * time.thicknessUm;
  const [upY, upZ] = [-Math.sin(turn) * height, Math.cos(turn) * height];
  return counterClockwise([[startY, startZ], [endY, endZ], [endY + upY, endZ + upZ], [startY + upY, startZ + upZ]]);
}
