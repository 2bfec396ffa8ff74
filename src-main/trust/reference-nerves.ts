// The nerves of the reference potentials, and the fascicle of the reference population.
import { electrodeSchema, projectSchema, type Electrode, type Fascicle } from '../../src-model/project';
import type { FieldProblem } from '../../src-workers/field/problem';

export type ReferenceNerve = 'LIFE in a homogeneous cylinder' | 'LIFE in a fascicle with perineurium' | 'Cuff around two fascicles';

const isotropic = (sPerM: number) => ({ xx: sPerM, yy: sPerM, zz: sPerM });
const ENDONEURIUM = { xx: 0.571, yy: 0.085, zz: 0.085 };

const fascicle = (id: string, centerYUm: number, diameterUm: number): FieldProblem['fascicles'][number] => ({
  id, shape: { kind: 'circle', centerYUm, centerZUm: 0, diameterUm }, endoneurium: ENDONEURIUM, perineuriumSPerM: 0.002, perineuriumThicknessUm: 0.03 * diameterUm,
});

/** Nerve 500 um in a bath of 5 mm, 5 mm long, with two fascicles. */
const twoFascicles = (electrode: Electrode, mesh: 'coarse' | 'normal'): FieldProblem => ({
  lengthUm: 5000, nerveDiameterUm: 500, bathDiameterUm: 5000, epineurium: isotropic(0.085), bath: isotropic(0.5),
  fascicles: [fascicle('F1', -100, 200), fascicle('F2', 100, 100)], electrodes: [electrode],
  settings: { mesher: 'extrusion', mesh, formulation: 'sharp', relativeTolerance: 1e-8 },
});

export function referenceNerve(nerve: ReferenceNerve, mesh: 'coarse' | 'normal'): FieldProblem {
  switch (nerve) {
    case 'LIFE in a homogeneous cylinder': return {
      ...twoFascicles(electrodeSchema.parse({ kind: 'life', id: 'LIFE', xUm: 9500, lengthUm: 1000, yUm: 0, zUm: 0, diameterUm: 25 }), mesh),
      lengthUm: 20_000, bathDiameterUm: 20_000, nerveDiameterUm: 2000, fascicles: [], epineurium: isotropic(0.2), bath: isotropic(0.2),
    };
    case 'LIFE in a fascicle with perineurium':
      return twoFascicles(electrodeSchema.parse({ kind: 'life', id: 'LIFE', xUm: 2000, lengthUm: 1000, yUm: 100, zUm: 0, diameterUm: 25 }), mesh);
    case 'Cuff around two fascicles':
      return twoFascicles(electrodeSchema.parse({ kind: 'cuff', id: 'CUFF', centerXUm: 2500, contactLengthUm: 100 }), mesh);
  }
}

export const REFERENCE_SEED = 7;

export const referenceFascicle = (): Fascicle => projectSchema.parse({
  format: 'ranvier-project', version: 1,
  fascicles: [{ id: 'F1', shape: { kind: 'circle', centerYUm: 0, centerZUm: 0, diameterUm: 200 }, population: { kind: 'generated', axonCount: 300 } }],
}).fascicles[0];
