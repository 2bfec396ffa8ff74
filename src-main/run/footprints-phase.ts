// Footprints by whatever surrounds the fibres: a nerve (mesh and field), a homogeneous medium (closed form), or no electrode at all.
import type { Project } from '../../src-model/project';
import { fieldPhase } from './field-phase';
import type { Footprints } from './footprints';
import { mediumPhase } from './medium-phase';
import type { PhaseContext } from './phase-context';
import type { Population } from './population-phase';
import type { FieldReports } from './run-data';

/** Without electrodes the footprints have no contact. Reports are null without a mesh. */
export async function footprintsOf(project: Project, population: Population, context: PhaseContext): Promise<{ footprints: Footprints; reports: FieldReports | null }> {
  if (project.electrodes.length === 0) return { footprints: population.compartments, reports: null };
  if (project.nerve) return fieldPhase(project, population, context);
  return { footprints: await mediumPhase(project, population, context), reports: null };
}
