// Element sizes for Gmsh: NRV's rules (nerve-field.md section 6.5); the mesh factor is applied by the caller.
import { areaUm2, boundingBox } from '../../../src-model/geometry/shape';
import { cuffDimensions } from '../../../src-model/geometry/cuff';
import type { Electrode, Shape } from '../../../src-model/project';
import type { FieldProblem } from '../../field/problem';

/** Largest size anywhere, um: a fifth of NRV's 5 mm bath. */
const LARGEST_UM = 1000;

/** A larger bath than NRV's default does not get larger elements; a smaller one does not get fewer than three across. */
export const bathSizeUm = (bathDiameterUm: number): number => Math.min(LARGEST_UM, bathDiameterUm / 3);

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
