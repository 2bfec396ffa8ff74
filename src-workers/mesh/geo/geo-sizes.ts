// Element sizes for Gmsh: NRV's rules; the mesh factor is applied by the caller.
import { bodyOutline } from '../../../src-model/geometry/electrode-outline';
import { outlineDistanceUm, relationOf } from '../../../src-model/geometry/relation';
import { areaUm2, boundingBox, farthestDistanceUm } from '../../../src-model/geometry/shape';
import { cuffDimensions, isCuff } from '../../../src-model/geometry/cuff';
import type { Electrode, Shape } from '../../../src-model/project';
import type { FieldProblem } from '../../field/problem';

/** Largest size anywhere, um: a fifth of NRV's 5 mm bath. */
const LARGEST_UM = 1000;
/** Gaps below this are left to Gmsh: resolving them would take millions of elements. */
const SMALLEST_GAP_UM = 1;

/** A larger bath than NRV's default does not get larger elements; a smaller one does not get fewer than three across. */
export const bathSizeUm = (bathDiameterUm: number): number => Math.min(LARGEST_UM, bathDiameterUm / 3);

/**
 * Largest element on a cylinder of this radius for which flat facets (h^2 / 8 R inside it) take at most half of the gap to what lies inside:
 * otherwise the surfaces of a tight geometry cross each other and Gmsh gives up. Not scaled by the mesh factor.
 */
const facetLimitUm = (radiusUm: number, reachUm: number): number => 2 * Math.sqrt(radiusUm * Math.max(SMALLEST_GAP_UM, radiusUm - reachUm));

/** Limit in the epineurium: fascicles and electrodes near the nerve's surface. */
export function epineuriumLimitUm(problem: FieldProblem): number {
  const shapes = [...problem.fascicles.map((f) => f.shape), ...problem.electrodes.map(bodyOutline).filter((outline) => outline !== null)];
  return facetLimitUm(problem.nerveDiameterUm / 2, Math.max(0, ...shapes.map((shape) => farthestDistanceUm(shape, [0, 0]))));
}

/** Limit in a fascicle: wires near its perineurium. */
export function fascicleLimitUm(problem: FieldProblem, shape: Shape): number {
  const radius = Math.sqrt(areaUm2(shape) / Math.PI);
  const wires = problem.electrodes.map(bodyOutline).filter((outline) => outline !== null && relationOf(outline, shape) === 'first inside second');
  return facetLimitUm(radius, radius - Math.min(radius, ...wires.map((wire) => outlineDistanceUm(wire!, shape))));
}

/** Limit in the recesses under cuff contacts, which lie between two round surfaces. */
export function recessLimitUm(problem: FieldProblem): number {
  const depths = problem.electrodes.filter(isCuff).map((cuff) => cuff.recessUm).filter((depth) => depth > 0);
  const radius = problem.nerveDiameterUm / 2;
  return Math.min(...depths.map((depth) => facetLimitUm(radius + depth, radius)));
}

/** Limit in the bath: cuffs near its mantle. */
export function bathLimitUm(problem: FieldProblem): number {
  const nerve = { diameterUm: problem.nerveDiameterUm, bathDiameterUm: problem.bathDiameterUm };
  const walls = problem.electrodes.filter(isCuff).map((cuff) => {
    const size = cuffDimensions(cuff, nerve);
    return problem.nerveDiameterUm / 2 + Math.max(cuff.recessUm + size.contactThicknessUm, size.insulator?.thicknessUm ?? 0);
  });
  return facetLimitUm(problem.bathDiameterUm! / 2, Math.max(problem.nerveDiameterUm / 2, ...walls));
}

export const epineuriumSizeUm = (problem: FieldProblem): number => problem.nerveDiameterUm / 5;

/** Half the smaller semi-axis. A polygon counts as the circle of its area, but not wider than half its bounding box. */
export function fascicleSizeUm(shape: Shape): number {
  const box = boundingBox(shape);
  const halfBreadth = Math.min(box.maxYUm - box.minYUm, box.maxZUm - box.minZUm) / 2;
  switch (shape.kind) {
    case 'circle': return Math.min(500, shape.diameterUm / 4);
    case 'ellipse': return Math.min(500, Math.min(shape.diameterYUm, shape.diameterZUm) / 4);
    case 'polygon': return Math.min(500, Math.min(Math.sqrt(areaUm2(shape) / Math.PI), halfBreadth) / 2);
  }
}

/**
 * On the edge of an active surface; null where NRV's rules do. Without an insulator the current leaves right at the edge, where
 * NRV's sizes miss a tenth of the resistance and more.
 */
export const contactEdgeSizeUm = (electrode: Electrode): number | null =>
  (isCuff(electrode) && !electrode.insulator ? electrode.contactLengthUm / 25 : null);

/** On an electrode's active surface. TIME and point are not in NRV: their sizes resolve a contact, and the field around a point. */
export function electrodeSizeUm(problem: FieldProblem, electrode: Electrode): number {
  switch (electrode.kind) {
    case 'life': return Math.min(LARGEST_UM, electrode.diameterUm / 3);
    case 'cuff': {
      const { insulator } = cuffDimensions(electrode, { diameterUm: problem.nerveDiameterUm, bathDiameterUm: problem.bathDiameterUm });
      return Math.min(LARGEST_UM, Math.min(electrode.contactLengthUm, insulator?.thicknessUm ?? Infinity) / 2);
    }
    case 'multi-contact-cuff': return Math.min(LARGEST_UM, electrode.contactLengthUm / 2);
    case 'time': return Math.min(electrode.contactWidthUm, electrode.contactLengthUm) / 4;
    case 'point': return problem.nerveDiameterUm / 250;
  }
}
