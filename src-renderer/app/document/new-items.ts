// New fascicles, electrodes, fibres, waveforms and studies: sensible where they are put, valid as they are.
import { contactsOf } from '../../../src-model/contacts';
import {
  type Electrode, type Fascicle, type Fiber, type Project, type Waveform, electrodeSchema, fascicleSchema, fiberSchema, waveformSchema,
} from '../../../src-model/project';
import { type Study, studySchema } from '../../../src-model/schema/study';
import { discOf } from './enclosing-disc';
import { freeId, idsIn } from './references';

const DEFAULT_LENGTH_UM = 10_000;
/** Thicknesses of a new cuff, in diameters of its nerve. */
const CUFF_CONTACT = 0.05;
const CUFF_INSULATOR = 0.2;
/** Candidate positions form this many rings of the nerve. */
const RINGS = 12;
const SPOTS_PER_RING = 24;

/** Free radius around (y, z): to the nerve's surface and to the other fascicles. */
function clearance(project: Project, y: number, z: number): number {
  const toSurface = project.nerve ? project.nerve.diameterUm / 2 - Math.hypot(y, z) : Infinity;
  const toOthers = project.fascicles.map(({ shape }) => {
    const disc = discOf(shape);
    return Math.hypot(y - disc.centerYUm, z - disc.centerZUm) - disc.radiusUm;
  });
  return Math.min(toSurface, ...toOthers);
}

/** The roomiest spot of the cross-section. */
function roomiestSpot(project: Project): { y: number; z: number; radiusUm: number } {
  const nerveRadius = (project.nerve?.diameterUm ?? 500) / 2;
  const spots = Array.from({ length: RINGS * SPOTS_PER_RING }, (_, k) => {
    const radius = (nerveRadius * Math.floor(k / SPOTS_PER_RING)) / RINGS;
    const angle = (2 * Math.PI * (k % SPOTS_PER_RING)) / SPOTS_PER_RING;
    const [y, z] = [Math.round(radius * Math.cos(angle)), Math.round(radius * Math.sin(angle))];
    return { y, z, radiusUm: clearance(project, y, z) };
  });
  return spots.reduce((best, spot) => (spot.radiusUm > best.radiusUm ? spot : best));
}

/** Placed where there is most room, at most a third of the nerve wide. */
export function newFascicle(project: Project): Fascicle {
  const { y, z, radiusUm } = roomiestSpot(project);
  const widest = (project.nerve?.diameterUm ?? 500) / 3;
  const diameterUm = Math.max(10, Math.round(Math.min(widest, 1.7 * radiusUm)));
  return fascicleSchema.parse({
    id: freeId('F1', idsIn(project, 'fascicles')),
    shape: { kind: 'circle', centerYUm: y, centerZUm: z, diameterUm },
    population: { kind: 'generated' },
  });
}

export const ELECTRODE_TITLES: Readonly<Record<Electrode['kind'], string>> = {
  point: 'Point source',
  life: 'LIFE (longitudinal intrafascicular)',
  cuff: 'Cuff (ring contact)',
  'multi-contact-cuff': 'Multi-contact cuff',
  time: 'TIME (transverse intrafascicular)',
};
export const ELECTRODE_SHORT_TITLES: Readonly<Record<Electrode['kind'], string>> = {
  point: 'Point source', life: 'LIFE', cuff: 'Ring cuff', 'multi-contact-cuff': 'Multi-contact cuff', time: 'TIME',
};
const ELECTRODE_NAMES: Readonly<Record<Electrode['kind'], string>> = {
  point: 'Point 1', life: 'LIFE 1', cuff: 'Cuff 1', 'multi-contact-cuff': 'Cuff 1', time: 'TIME 1',
};

/** In the middle of the nerve; intrafascicular ones in the first fascicle, or just outside of the fibres of a project without a nerve. */
export function newElectrode(project: Project, kind: Electrode['kind']): Electrode {
  const id = freeId(ELECTRODE_NAMES[kind], idsIn(project, 'electrodes'));
  const lengthUm = project.nerve?.lengthUm ?? Math.max(DEFAULT_LENGTH_UM, ...project.fibers.map((fiber) => fiber.lengthUm ?? 0));
  const middle = Math.round(lengthUm / 2);
  const inside = project.fascicles.length > 0 ? discOf(project.fascicles[0].shape) : { centerYUm: 0, centerZUm: 0, radiusUm: 0 };
  const position = { yUm: inside.centerYUm, zUm: inside.centerZUm };
  switch (kind) {
    case 'point':
      return electrodeSchema.parse({ kind, id, xUm: middle, ...(project.nerve ? position : { yUm: 0, zUm: 200 }) });
    case 'life': {
      const siteUm = Math.min(1000, Math.round(lengthUm / 5));
      return electrodeSchema.parse({ kind, id, xUm: middle - siteUm / 2, lengthUm: siteUm, ...position });
    }
    case 'time': {
      const contactCount = 4;
      const pitchUm = Math.max(20, Math.round((1.4 * inside.radiusUm) / contactCount));
      return electrodeSchema.parse({ kind, id, xUm: middle, ...position, contactCount, pitchUm, contactWidthUm: Math.round(0.5 * pitchUm) });
    }
    case 'cuff':
    case 'multi-contact-cuff':
      return electrodeSchema.parse({
        kind, id, centerXUm: middle, contactLengthUm: Math.min(500, Math.round(lengthUm / 10)),
        ...(project.nerve ? { contactThicknessUm: Math.round(CUFF_CONTACT * project.nerve.diameterUm), insulatorThicknessUm: Math.round(CUFF_INSULATOR * project.nerve.diameterUm) } : {}),
      });
  }
}

export function newFiber(project: Project): Fiber {
  return fiberSchema.parse({ id: freeId('Fibre 1', idsIn(project, 'fibers')), myelinated: true, diameterUm: 10, nodeCount: 21 });
}

export const WAVEFORM_TITLES: Readonly<Record<Waveform['kind'], string>> = {
  pulse: 'Pulse', biphasic: 'Biphasic pulse', sine: 'Sine', square: 'Square wave', ramp: 'Ramp', harmonic: 'Harmonic series', noise: 'Noise',
  constant: 'Constant', samples: 'Samples', sum: 'Sum of waveforms',
};

/** A waveform of this kind with typical values; `startMs` is kept from the waveform it replaces. */
export function newWaveform(kind: Waveform['kind'], startMs = 0.1): Waveform {
  const typical: Record<Waveform['kind'], object> = {
    constant: { valueUa: -10 },
    pulse: { durationMs: 0.1, amplitudeUa: -50 },
    biphasic: { cathodicUa: 50, cathodicMs: 0.1, anodicUa: 10, gapMs: 0.04 },
    sine: { durationMs: 1, amplitudeUa: 50, frequencyKhz: 1 },
    square: { durationMs: 1, amplitudeUa: 50, frequencyKhz: 1 },
    ramp: { durationMs: 1, fromUa: 0, toUa: -50 },
    harmonic: { durationMs: 1, amplitudeUa: -50, weights: [1, 0.5], phasesDeg: [0, 0] },
    noise: { durationMs: 1, standardDeviationUa: 20 },
    samples: { timesMs: [0.1, 0.2], valuesUa: [-50, 0] },
    sum: { terms: [{ kind: 'pulse', startMs, durationMs: 0.1, amplitudeUa: -50 }, { kind: 'pulse', startMs: startMs + 1, durationMs: 0.1, amplitudeUa: -50 }] },
  };
  return waveformSchema.parse({ kind, ...(kind === 'samples' || kind === 'sum' ? {} : { startMs }), ...typical[kind] });
}

/** Contacts that no drive uses yet, in file order. */
export function undrivenContacts(project: Project): string[] {
  const driven = new Set(project.stimulation.drives.map((drive) => drive.contact));
  return contactsOf(project.electrodes).map(({ name }) => name).filter((name) => !driven.has(name));
}

export const STUDY_TITLES: Readonly<Record<Study['kind'], string>> = {
  'recruitment-curve': 'Recruitment curve',
  thresholds: 'Activation thresholds',
  'block-thresholds': 'Block thresholds',
  'strength-duration': 'Strength-duration curve',
  'current-distance': 'Current-distance relation',
  'conduction-velocity': 'Conduction velocity',
  sweep: 'Parameter sweep',
  convergence: 'Convergence',
  optimization: 'Optimisation',
  recording: 'Recording',
};

export function newStudy(project: Project, kind: Study['kind']): Study {
  const firstWaveform = project.stimulation.waveforms[0]?.id ?? '';
  const values = (from: number, to: number, count: number): object => ({ from, to, count, spacing: 'linear' });
  const amplitudePath = 'stimulation.drives.0.weight';
  const typical: Record<Study['kind'], object> = {
    'recruitment-curve': { amplitudesUa: values(0, 200, 21) },
    thresholds: {},
    'block-thresholds': { testMs: 1 },
    'strength-duration': { waveform: firstWaveform, durationsMs: { from: 0.02, to: 2, count: 9, spacing: 'logarithmic' } },
    'current-distance': { electrode: project.electrodes[0]?.id ?? '', yUm: values(50, 500, 10) },
    'conduction-velocity': { diametersUm: values(5, 15, 6) },
    sweep: { parameters: [{ path: amplitudePath, values: values(0.5, 2, 7) }] },
    convergence: {},
    optimization: { variables: [{ path: amplitudePath, lower: 0, upper: 5 }], cost: [{ quantity: 'not-recruited' }, { quantity: 'charge', weight: 0.01 }] },
    recording: { contacts: contactsOf(project.electrodes).slice(0, 1).map(({ name }) => name) },
  };
  return studySchema.parse({ kind, id: freeId(STUDY_TITLES[kind], idsIn(project, 'studies')), ...typical[kind] });
}
