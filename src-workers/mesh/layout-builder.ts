// The list of what a mesh must contain, collected piece by piece: outlines (each drawn once however many things share it),
// fixed points, planes along x, electrode bodies, contact faces, and the element sizes wanted at each.
import { ProblemError } from '../../src-model/problem';
import type { Electrode } from '../../src-model/project';
import type { FieldProblem } from '../field/problem';
import { sameCurve, type Curve, type SectionPoint } from './curve';
import type { LayerPlane, SizeSource } from './grading';

/** The volume that an electrode takes from the tissue: a prism over part of the section. */
export interface ElectrodeBody {
  fromXUm: number;
  toXUm: number;
  covers: (y: number, z: number) => boolean;
}

export type ContactFace =
  | { kind: 'surface'; name: string; curve: number; covers: (y: number, z: number) => boolean; fromXUm: number; toXUm: number }
  | { kind: 'point'; name: string; point: SectionPoint; xUm: number };

export interface Layout {
  problem: FieldProblem;
  /** Multiplies every element size. */
  factor: number;
  curves: Curve[];
  marks: { curve: number | null; point: SectionPoint }[];
  sources: SizeSource[];
  planes: LayerPlane[];
  bodies: ElectrodeBody[];
  /** In the order of `contactsOf(electrodes)`. */
  faces: ContactFace[];
  outerRadiusUm: number;
}

export function emptyLayout(problem: FieldProblem, factor: number): Layout {
  const outerRadiusUm = (problem.bathDiameterUm ?? problem.nerveDiameterUm) / 2;
  return { problem, factor, curves: [], marks: [], sources: [], planes: [], bodies: [], faces: [], outerRadiusUm };
}

/** Returns the number of the curve, or of the one already there that coincides with it. */
export function addCurve(layout: Layout, curve: Curve, sizeUm?: number): number {
  const known = layout.curves.findIndex((other) => sameCurve(other, curve, 1e-6 * layout.outerRadiusUm));
  if (sizeUm !== undefined) layout.sources.push({ curve, sizeUm: sizeUm * layout.factor });
  return known >= 0 ? known : layout.curves.push(curve) - 1;
}

/** A point that must be a corner of the mesh, on a curve or (null) inside. */
export function addMark(layout: Layout, curve: number | null, point: SectionPoint, sizeUm?: number): void {
  layout.marks.push({ curve, point });
  if (sizeUm !== undefined) layout.sources.push({ point, sizeUm: sizeUm * layout.factor });
}

/** A plane that must lie between two layers; clipped to the nerve. */
export function addPlane(layout: Layout, xUm: number, sizeUm: number): void {
  layout.planes.push({ xUm: Math.min(layout.problem.lengthUm, Math.max(0, xUm)), sizeUm: sizeUm * layout.factor });
}

export function checkExtent(problem: FieldProblem, electrode: Electrode, fromXUm: number, toXUm: number): void {
  if (fromXUm >= -1e-9 * problem.lengthUm && toXUm <= problem.lengthUm * (1 + 1e-9)) return;
  throw electrodeError(electrode, `Its contact spans x = ${fromXUm} to ${toXUm} um, but the nerve spans 0 to ${problem.lengthUm} um. Move or shorten it.`);
}

export function electrodeError(electrode: Electrode, message: string): ProblemError {
  return new ProblemError([{ severity: 'error', path: ['electrodes'], where: `electrode "${electrode.id}"`, message }]);
}
