// --export-field: the mesh with the potentials of all contacts, for ParaView (.vtu) or Gmsh (.msh).
import { access } from 'node:fs/promises';
import path from 'node:path';
import { contactsOf } from '../../src-model/contacts';
import { ProblemError } from '../../src-model/problem';
import type { Project } from '../../src-model/project';
import { validateProject } from '../../src-model/validate';
import { fieldProblemOf } from '../../src-workers/field/build-problem';
import { exportFieldMsh, exportFieldVtu } from '../../src-workers/field/export-field';
import { writeFileAtomically } from '../files/atomic-write';
import { ResultsExistError } from '../results/results-folder';
import { fieldKeyOf } from '../run/make-mesh';
import type { PhaseContext } from '../run/phase-context';
import { meshAndSolve } from '../run/solve-field';

export const EXPORT_ENDINGS = ['.vtu', '.msh'] as const;

/** Solves the field of all contacts and writes it; returns the file's full path. Throws before any work when the file is there and `force` is not given. */
export async function exportFieldFile(project: Project, file: string, force: boolean, context: PhaseContext): Promise<string> {
  const errors = validateProject(project).filter(({ severity }) => severity === 'error');
  if (project.electrodes.length === 0) {
    errors.push({ severity: 'error', path: ['electrodes'], where: 'electrodes', message: 'There is no field without an electrode. Add one.' });
  }
  if (errors.length > 0) throw new ProblemError(errors);
  const target = path.resolve(file);
  if (!force && await access(target).then(() => true, () => false)) throw new ResultsExistError(target);
  const problem = fieldProblemOf(project);
  const { mesh, report, solutions } = await meshAndSolve(problem, contactsOf(project.electrodes).length, fieldKeyOf(problem, context.pools), context);
  for (const warning of report.warnings) context.warn('mesh', warning);
  await writeFileAtomically(target, path.extname(target).toLowerCase() === '.vtu' ? exportFieldVtu(mesh, solutions) : exportFieldMsh(problem, mesh, solutions));
  return target;
}
