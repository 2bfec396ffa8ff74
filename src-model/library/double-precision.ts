// Fibres that are computed in double precision whatever is chosen.
import type { MyelinatedModel, UnmyelinatedModel } from '../project';

/** Their concentrations change by less per step than single precision can hold. */
const CONCENTRATION_MODELS: readonly UnmyelinatedModel['model'][] = ['Tigerholm', 'Schild_94', 'Schild_97'];

/**
 * Whether a fibre of this model ignores single precision. Beside models with concentrations, myelinated fibres whose internodes are solved
 * compartment by compartment do: the space below the myelin relaxes in 100 ms, and rounding at every step would move thresholds by 1e-4.
 */
export function needsDoublePrecision(model: MyelinatedModel | UnmyelinatedModel): boolean {
  return 'compartmentsPerSection' in model ? model.model !== 'MRG' || model.compartmentsPerSection !== 1 : CONCENTRATION_MODELS.includes(model.model);
}
