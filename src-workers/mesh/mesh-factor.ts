// The factor on all element sizes that the project's mesh setting stands for.
import type { FieldSettings } from '../../src-model/project';

const FACTORS = { coarse: 1.6, normal: 1, fine: 0.6 } as const;

export const meshFactorOf = (mesh: FieldSettings['mesh']): number => (typeof mesh === 'number' ? mesh : FACTORS[mesh]);
