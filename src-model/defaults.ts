// Where a new project begins.
import { projectSchema, PROJECT_FORMAT, PROJECT_VERSION, type Project } from './project';

/** A project with nothing in it yet but a nerve, or (for single fibres) a homogeneous medium. */
export function emptyProject(surroundings: 'nerve' | 'medium'): Project {
  return projectSchema.parse({
    format: PROJECT_FORMAT,
    version: PROJECT_VERSION,
    ...(surroundings === 'nerve' ? { nerve: { lengthUm: 10_000, diameterUm: 500 } } : { medium: 'endoneurium_ranck' }),
  });
}
