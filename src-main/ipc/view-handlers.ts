// Requests of the model's views for what the engine computes of the project as it is now.
import path from 'node:path';
import type { ApplicationContext } from '../windows/application';
import type { Handlers } from './validated';

export function viewHandlers({ document, runs, settings, userFolder }: ApplicationContext): Handlers {
  const surroundings = (): { projectFolder: string; gmshPath: string | null } => ({
    projectFolder: document.currentPath === null ? userFolder : path.dirname(document.currentPath),
    gmshPath: settings.current.engines.gmsh,
  });
  return {
    'run:mesh-section': ({ projectText, xUm }) => runs.meshSection({ projectText, xUm, ...surroundings() }),
    'run:fiber-potentials': ({ projectText, yUm, zUm, lengthUm }) => runs.fiberPotentials({ projectText, yUm, zUm, lengthUm, ...surroundings() }),
  };
}
