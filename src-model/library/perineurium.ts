// Perineurium thickness as a share of the fascicle's diameter (Grinberg, Schiefer, Tyler, Gustafson 2008, IEEE TNSRE 16:572-581).
import { areaUm2 } from '../geometry/shape';
import type { Fascicle, Nerve, Shape } from '../project';

export const PERINEURIUM_RATIO: Readonly<Record<Nerve['perineuriumRule'], number>> = {
  'default': 0.03,
  'radial': 0.03,
  'sciatic': 0.033,
  'median': 0.033,
  'medial-popliteal': 0.026,
  'ulnar': 0.026,
  'lateral-popliteal': 0.028,
};

/** The diameter that the rule refers to, um: mean of the axes of an ellipse; for a polygon that of the circle of equal area. */
export function effectiveDiameterUm(shape: Shape): number {
  switch (shape.kind) {
    case 'circle': return shape.diameterUm;
    case 'ellipse': return (shape.diameterYUm + shape.diameterZUm) / 2;
    case 'polygon': return 2 * Math.sqrt(areaUm2(shape) / Math.PI);
  }
}

/** Thickness of a fascicle's perineurium, um: its own value, else the nerve's rule. */
export function perineuriumThicknessUm(fascicle: Pick<Fascicle, 'shape' | 'perineuriumThicknessUm'>, nerve: Pick<Nerve, 'perineuriumRule'>): number {
  return fascicle.perineuriumThicknessUm ?? PERINEURIUM_RATIO[nerve.perineuriumRule] * effectiveDiameterUm(fascicle.shape);
}
