// The published JSON Schema of the project file, made from the schema that checks it.
import { z } from 'zod';
import { PROJECT_VERSION, projectSchema } from './project';

/** JSON Schema (2020-12) of what a file may contain: values with defaults are optional. */
export function projectJsonSchema(): Record<string, unknown> {
  return {
    ...z.toJSONSchema(projectSchema, { io: 'input' }),
    $id: `urn:ranvier:project:${PROJECT_VERSION}`,
    title: 'Ranvier project',
    description: 'Lengths um, times ms, currents uA (clamps nA), conductivities S/m; x runs along the nerve, (y, z) is the transverse plane.',
  };
}
