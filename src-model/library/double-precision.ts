// Membrane models that are computed in double precision whatever is chosen.
import type { UnmyelinatedModel } from '../project';

/** Their concentrations change by less per step than single precision can hold. */
export const DOUBLE_PRECISION_MODELS: readonly UnmyelinatedModel['model'][] = ['Tigerholm', 'Schild_94', 'Schild_97'];
