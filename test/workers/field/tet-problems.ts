// Field problems for tests of the tetrahedral path: the nerve of the golden cases (golden/fem README) with an electrode of choice.
import type { Electrode, FieldSettings, Shape } from '../../../src-model/project';
import { electrodeSchema } from '../../../src-model/project';
import type { FieldProblem } from '../../../src-workers/field/problem';
import type { z } from 'zod';

const isotropic = (s: number) => ({ xx: s, yy: s, zz: s });

export const electrodeOf = (input: z.input<typeof electrodeSchema>): Electrode => electrodeSchema.parse(input);

export function goldenNerve(electrodes: Electrode[], settings: Partial<FieldSettings> = {}): FieldProblem {
  const fascicle = (id: string, centerYUm: number, diameterUm: number) => fascicleOf(id, { kind: 'circle', centerYUm, centerZUm: 0, diameterUm }, 0.03 * diameterUm);
  return {
    lengthUm: 5000, nerveDiameterUm: 500, bathDiameterUm: 5000,
    epineurium: isotropic(0.085), bath: isotropic(0.5),
    fascicles: [fascicle('F1', -100, 200), fascicle('F2', 100, 100)],
    electrodes,
    settings: { mesher: 'gmsh', mesh: 'normal', formulation: 'sharp', relativeTolerance: 1e-8, ...settings },
  };
}

export function fascicleOf(id: string, shape: Shape, perineuriumThicknessUm: number): FieldProblem['fascicles'][number] {
  return { id, shape, endoneurium: { xx: 0.571, yy: 0.085, zz: 0.085 }, perineuriumSPerM: 0.002, perineuriumThicknessUm };
}

export const LIFE_A = electrodeOf({ kind: 'life', id: 'LIFE 1', xUm: 2000, yUm: 100, zUm: 0 });
export const CUFF_D = electrodeOf({ kind: 'cuff', id: 'Cuff', centerXUm: 2500 });
export const MULTI_CUFF_F = electrodeOf({ kind: 'multi-contact-cuff', id: 'Multi', centerXUm: 2500, contactLengthUm: 200 });
