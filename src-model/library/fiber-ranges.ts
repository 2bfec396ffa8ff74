// Fibre diameters for which each geometry rule of myelinated fibres may be used, and which rule a model uses by default.
import type { MyelinatedModel } from '../project';

export type GeometryRule = Exclude<MyelinatedModel['geometry'], 'default'>;

/** Published ranges; for nrv and monotone those in which all lengths stay sensible and the axon is thinner than the fibre, um. */
export const GEOMETRY_RANGE_UM: Readonly<Record<GeometryRule, readonly [number, number]>> = {
  nrv: [0.9, 22],
  monotone: [0.7, 25],
  ascent: [2, 16],
  pena: [1.011, 16],
  gaines: [5.7, 16],
};

/** The rule that `default` stands for. */
export function geometryRuleOf({ model, variant, geometry }: Pick<MyelinatedModel, 'model' | 'variant' | 'geometry'>): GeometryRule {
  if (geometry !== 'default') return geometry;
  return variant === 'published' && model !== 'MRG' ? 'gaines' : 'nrv';
}
