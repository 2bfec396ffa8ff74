// Everything that can be wrong with a project: the schema first, then geometry and consistency. No problem stops the next check.
import type { Problem } from './problem';
import { projectSchema, type Project } from './project';
import { schemaProblems } from './schema-problems';
import { checkElectrodes } from './validation/electrode-checks';
import { checkFascicles } from './validation/fascicle-checks';
import { checkFibers } from './validation/fiber-checks';
import { checkPopulations } from './validation/population-checks';
import { checkMaterials, checkNames, checkSimulation, checkSurroundings } from './validation/project-checks';
import { checkStimulation } from './validation/stimulation-checks';
import { checkStudies } from './validation/study-checks';

/**
 * All problems of a project, in the order of its parts. Errors make it impossible to run; warnings do not.
 * Files that the project names are not looked for: who reads them reports them.
 */
export function validateProject(project: Project): Problem[] {
  const schema = projectSchema.safeParse(project);
  // Geometry means nothing while sizes are negative or not numbers.
  if (!schema.success) return schemaProblems(schema.error.issues, project);
  return [
    checkSurroundings, checkNames, checkMaterials, checkFascicles, checkPopulations,
    checkFibers, checkElectrodes, checkStimulation, checkSimulation, checkStudies,
  ].flatMap((check) => check(project));
}
