// Small projects for tests, written as files.
import { writeFileSync } from 'node:fs';
import path from 'node:path';

const HEADER = { format: 'ranvier-project', version: 1 };
const PULSE = { id: 'Pulse', waveform: { kind: 'pulse', startMs: 0.1, durationMs: 0.1, amplitudeUa: -80 } };

/** A single fascicle with a LIFE: the smallest project with a field. */
export const SMALL_NERVE = {
  ...HEADER,
  name: 'Small nerve',
  nerve: { lengthUm: 5000, diameterUm: 300 },
  fascicles: [{ id: 'F1', shape: { kind: 'circle', centerYUm: 0, centerZUm: 0, diameterUm: 150 }, population: { kind: 'generated', axonCount: 20, placement: { spacingUm: 0.5 } } }],
  electrodes: [{ kind: 'life', id: 'LIFE 1', xUm: 2000, yUm: 0, zUm: 0 }],
  stimulation: { waveforms: [PULSE], drives: [{ contact: 'LIFE 1', waveform: 'Pulse' }] },
  simulation: { durationMs: 1, field: { mesh: 'coarse' } },
};

/** The same with its membrane potentials recorded, thresholds and a recruitment curve: everything that results can show. */
export const THOROUGH = {
  ...SMALL_NERVE,
  name: 'Thorough',
  simulation: { ...SMALL_NERVE.simulation, durationMs: 2, record: { membranePotential: 'nodes' } },
  studies: [
    { kind: 'thresholds', id: 'Thresholds', minimumUa: 0.5, maximumUa: 500, toleranceFraction: 0.05 },
    { kind: 'recruitment-curve', id: 'Curve', amplitudesUa: { from: 0, to: 100, count: 5, spacing: 'linear' } },
  ],
};

/** Fibres beside a point source in a medium: no mesh, quickly run. The near fibre fires, the far one does not. */
export const TWO_FIBERS = {
  ...HEADER,
  name: 'Two fibres',
  medium: 'endoneurium_bhadra',
  fibers: [
    { id: 'Near', myelinated: true, diameterUm: 10, nodeCount: 21, zUm: 0 },
    { id: 'Far', myelinated: true, diameterUm: 10, nodeCount: 21, zUm: -20_000 },
  ],
  electrodes: [{ kind: 'point', id: 'Point 1', xUm: 10_000, yUm: 0, zUm: 300 }],
  stimulation: { waveforms: [PULSE], drives: [{ contact: 'Point 1', waveform: 'Pulse', weight: 2 }] },
  simulation: { durationMs: 2 },
};

/** Long enough that a test can cancel it. */
export const LONG_RUN = {
  ...SMALL_NERVE,
  name: 'Long run',
  fascicles: [{ id: 'F1', shape: { kind: 'circle', centerYUm: 0, centerZUm: 0, diameterUm: 250 }, population: { kind: 'generated', axonCount: 400, placement: { spacingUm: 0.5 } } }],
  simulation: { durationMs: 200, dtMs: 0.001, field: { mesh: 'coarse' } },
};

/** Some seconds of fibres, in several batches: long enough to be killed in the middle, short enough to go on to its end. */
export const RESUMED_RUN = {
  ...LONG_RUN,
  name: 'Resumed run',
  simulation: { durationMs: 40, field: { mesh: 'coarse' } },
};

/** Two things are wrong: a fascicle outside of the nerve is found by validation, a negative size already by the schema. */
export const WRONG_SIZE = {
  ...SMALL_NERVE,
  nerve: { lengthUm: -5, diameterUm: 300 },
};

/** Writes a project into the folder and returns its path. */
export function writeProject(folder: string, name: string, project: object): string {
  const file = path.join(folder, name);
  writeFileSync(file, JSON.stringify(project, null, 2));
  return file;
}
