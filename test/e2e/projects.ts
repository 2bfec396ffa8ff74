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

const timed = { startMs: 0, durationMs: 1 };
const values = { from: 1, to: 10, count: 4 };
/** Every kind of shape, population, electrode, waveform and study. */
export const ALL_KINDS = {
  ...SMALL_NERVE,
  nerve: { lengthUm: 5000, diameterUm: 600, materials: { epineurium: { name: 'own', conductivitySPerM: { xx: 1, yy: 1, zz: 1 } } } },
  fascicles: [
    ...SMALL_NERVE.fascicles,
    { id: 'F2', shape: { kind: 'ellipse', centerYUm: 180, centerZUm: 0, diameterYUm: 80, diameterZUm: 60 }, population: { kind: 'explicit', axons: [] } },
    { id: 'F3', shape: { kind: 'polygon', verticesUm: [[-200, -30], [-140, -30], [-170, 40]] }, population: { kind: 'generated', axonCount: 5 } },
  ],
  electrodes: [
    { kind: 'life', id: 'E life', xUm: 2000, yUm: 0, zUm: 0 }, { kind: 'cuff', id: 'E cuff', centerXUm: 1000 }, { kind: 'multi-contact-cuff', id: 'E contacts', centerXUm: 3000 },
    { kind: 'time', id: 'E time', xUm: 4000, yUm: 0, zUm: 100 },
  ],
  stimulation: {
    waveforms: [
      { id: 'W pulse', waveform: PULSE.waveform }, { id: 'W biphasic', waveform: { kind: 'biphasic', cathodicUa: 1, cathodicMs: 1, anodicUa: 1 } },
      { id: 'W constant', waveform: { kind: 'constant', valueUa: 1 } }, { id: 'W sine', waveform: { kind: 'sine', ...timed, amplitudeUa: 1, frequencyKhz: 1 } },
      { id: 'W square', waveform: { kind: 'square', ...timed, amplitudeUa: 1, frequencyKhz: 1 } }, { id: 'W ramp', waveform: { kind: 'ramp', ...timed, toUa: 1 } },
      { id: 'W harmonic', waveform: { kind: 'harmonic', ...timed, amplitudeUa: 1, weights: [1], phasesDeg: [0] } },
      { id: 'W noise', waveform: { kind: 'noise', ...timed, standardDeviationUa: 1 } }, { id: 'W samples', waveform: { kind: 'samples', timesMs: [0, 1], valuesUa: [1, 0] } },
      { id: 'W sum', waveform: { kind: 'sum', terms: [PULSE.waveform] } },
    ],
    drives: [{ contact: 'E life', waveform: 'W pulse' }],
    clamps: [{ position: 0, startMs: 0, durationMs: 1, amplitude: 1 }],
  },
  simulation: { ...SMALL_NERVE.simulation, record: { membranePotential: 'points', pointsUm: values } },
  studies: [
    { kind: 'recruitment-curve', id: 'S curve', amplitudesUa: values }, { kind: 'thresholds', id: 'S thresholds' }, { kind: 'block-thresholds', id: 'S block', testMs: 1 },
    { kind: 'strength-duration', id: 'S durations', waveform: 'W pulse', durationsMs: values }, { kind: 'current-distance', id: 'S distance', electrode: 'E life', yUm: values },
    { kind: 'conduction-velocity', id: 'S velocity', diametersUm: values }, { kind: 'convergence', id: 'S convergence' },
    { kind: 'sweep', id: 'S sweep', parameters: [{ path: 'electrodes.0.yUm', values }], sampling: 'random', measure: 'thresholds' },
    { kind: 'optimization', id: 'S optimization', variables: [{ path: 'electrodes.0.yUm', lower: 0, upper: 1 }], cost: [{ quantity: 'recruited' }] },
    { kind: 'recording', id: 'S recording', pointsUm: [[0, 0, 100]], contacts: ['E life'] },
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

/** Writes a project into the folder, with `end` behind it, and returns its path. */
export function writeProject(folder: string, name: string, project: object, end = ''): string {
  const file = path.join(folder, name);
  writeFileSync(file, JSON.stringify(project, null, 2) + end);
  return file;
}
