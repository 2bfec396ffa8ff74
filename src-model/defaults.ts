// The project that "New" opens: small, valid and ready to run.
import { projectSchema, PROJECT_FORMAT, PROJECT_VERSION, type Project } from './project';

/** One nerve with one fascicle, a LIFE in it and a cathodic pulse. */
export function newProject(): Project {
  return projectSchema.parse({
    format: PROJECT_FORMAT,
    version: PROJECT_VERSION,
    nerve: { lengthUm: 10_000, diameterUm: 500 },
    fascicles: [{ id: 'F1', shape: { kind: 'circle', centerYUm: 0, centerZUm: 0, diameterUm: 200 }, population: { kind: 'generated' } }],
    electrodes: [{ kind: 'life', id: 'LIFE 1', xUm: 4500, lengthUm: 1000, yUm: 0, zUm: 0 }],
    stimulation: {
      waveforms: [{ id: 'pulse', waveform: { kind: 'pulse', startMs: 0.1, durationMs: 0.1, amplitudeUa: -20 } }],
      drives: [{ contact: 'LIFE 1', waveform: 'pulse' }],
    },
    simulation: { durationMs: 5 },
  });
}

/** A project with nothing in it yet but a nerve, or (for single fibres) a homogeneous medium. */
export function emptyProject(surroundings: 'nerve' | 'medium'): Project {
  return projectSchema.parse({
    format: PROJECT_FORMAT,
    version: PROJECT_VERSION,
    ...(surroundings === 'nerve' ? { nerve: { lengthUm: 10_000, diameterUm: 500 } } : { medium: 'endoneurium_ranck' }),
  });
}
