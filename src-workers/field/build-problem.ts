// From a project to the field problem: materials looked up, perineurium rules applied.
import { conductivityOf } from '../../src-model/library/materials';
import { perineuriumThicknessUm } from '../../src-model/library/perineurium';
import { ProblemError } from '../../src-model/problem';
import type { Project } from '../../src-model/project';
import type { FieldProblem } from './problem';

/** Resolves a project with a nerve. Throws ProblemError without one, for unknown materials and for an anisotropic perineurium. */
export function fieldProblemOf(project: Project): FieldProblem {
  const { nerve } = project;
  if (nerve === undefined) {
    throw new ProblemError([{ severity: 'error', path: ['nerve'], where: 'nerve',
      message: 'The finite-element field needs a nerve. Add one, or use point electrodes in a homogeneous medium.' }]);
  }
  const perineurium = conductivityOf(nerve.materials.perineurium);
  if (perineurium.xx !== perineurium.yy || perineurium.yy !== perineurium.zz) {
    throw new ProblemError([{ severity: 'error', path: ['nerve', 'materials', 'perineurium'], where: 'perineurium',
      message: 'The perineurium is a thin layer with one conductivity (S/m); give a single value.' }]);
  }
  return {
    lengthUm: nerve.lengthUm,
    nerveDiameterUm: nerve.diameterUm,
    bathDiameterUm: nerve.bathDiameterUm,
    epineurium: conductivityOf(nerve.materials.epineurium),
    bath: conductivityOf(nerve.materials.bath),
    fascicles: project.fascicles.map((fascicle) => ({
      id: fascicle.id,
      shape: fascicle.shape,
      endoneurium: conductivityOf(fascicle.endoneurium ?? nerve.materials.endoneurium),
      perineuriumSPerM: perineurium.xx,
      perineuriumThicknessUm: perineuriumThicknessUm(fascicle, nerve),
    })),
    electrodes: project.electrodes,
    settings: project.simulation.field,
  };
}
