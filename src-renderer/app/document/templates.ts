// Starting points for new projects: complete and ready to run, small enough to be understood at a glance.
import { PROJECT_FORMAT, PROJECT_VERSION, type Project, projectSchema } from '../../../src-model/project';

export interface Template {
  id: string;
  title: string;
  description: string;
  build: () => Project;
}

const cathodicPulse = { id: 'Cathodic pulse', waveform: { kind: 'pulse', startMs: 0.1, durationMs: 0.1, amplitudeUa: -60 } };
const population = (axonCount: number): object => ({
  kind: 'generated', axonCount, unmyelinatedFraction: 0.7,
  myelinatedDiameters: { kind: 'library', name: 'Ochoa_M' }, unmyelinatedDiameters: { kind: 'library', name: 'Ochoa_U' },
  placement: { spacingUm: 0.5 },
});
const circle = (centerYUm: number, centerZUm: number, diameterUm: number): object => ({ kind: 'circle', centerYUm, centerZUm, diameterUm });
const project = (content: object): Project => projectSchema.parse({ format: PROJECT_FORMAT, version: PROJECT_VERSION, ...content });

export const TEMPLATES: readonly Template[] = [
  {
    id: 'single-fascicle-life',
    title: 'One fascicle, LIFE',
    description: 'A nerve with a single fascicle and a wire electrode inside it. The simplest complete model.',
    build: () => project({
      name: 'One fascicle with a LIFE',
      nerve: { lengthUm: 5000, diameterUm: 400 },
      fascicles: [{ id: 'F1', shape: circle(0, 0, 250), population: population(150) }],
      electrodes: [{ kind: 'life', id: 'LIFE 1', xUm: 2000, lengthUm: 1000, yUm: 0, zUm: 0, diameterUm: 25 }],
      stimulation: { waveforms: [cathodicPulse], drives: [{ contact: 'LIFE 1', waveform: 'Cathodic pulse' }] },
      simulation: { durationMs: 3 },
    }),
  },
  {
    id: 'two-fascicles-life',
    title: 'Two fascicles, LIFE',
    description: 'A wire electrode in the smaller of two fascicles: how selective is it?',
    build: () => project({
      name: 'Two fascicles with a LIFE',
      nerve: { lengthUm: 5000, diameterUm: 500 },
      fascicles: [
        { id: 'F1', shape: circle(-100, 0, 200), population: population(100) },
        { id: 'F2', shape: circle(100, 0, 100), population: population(100) },
      ],
      electrodes: [{ kind: 'life', id: 'LIFE 1', xUm: 2000, lengthUm: 1000, yUm: 100, zUm: 0, diameterUm: 25 }],
      stimulation: { waveforms: [cathodicPulse], drives: [{ contact: 'LIFE 1', waveform: 'Cathodic pulse' }] },
      simulation: { durationMs: 3 },
    }),
  },
  {
    id: 'multi-fascicle-cuff',
    title: 'Five fascicles, multi-contact cuff',
    description: 'A cuff with four contacts around five fascicles, driven between two neighbouring contacts.',
    build: () => project({
      name: 'Five fascicles with a multi-contact cuff',
      nerve: { lengthUm: 10_000, diameterUm: 1000 },
      fascicles: [
        { id: 'F1', shape: circle(-230, 150, 320), population: population(120) },
        { id: 'F2', shape: circle(180, 240, 260), population: population(90) },
        { id: 'F3', shape: circle(290, -90, 210), population: population(70) },
        { id: 'F4', shape: circle(-150, -240, 260), population: population(90) },
        { id: 'F5', shape: { kind: 'ellipse', centerYUm: 90, centerZUm: -300, diameterYUm: 180, diameterZUm: 130, rotationDeg: 15 }, population: population(40) },
      ],
      electrodes: [{ kind: 'multi-contact-cuff', id: 'Cuff 1', centerXUm: 5000, contactLengthUm: 500, contactCount: 4, contactThicknessUm: 50, insulatorThicknessUm: 200 }],
      stimulation: {
        waveforms: [{ id: 'Biphasic', waveform: { kind: 'biphasic', startMs: 0.1, cathodicUa: 400, cathodicMs: 0.1, anodicUa: 100, gapMs: 0.04 } }],
        drives: [{ contact: 'Cuff 1/0', waveform: 'Biphasic' }, { contact: 'Cuff 1/1', waveform: 'Biphasic', weight: -1 }],
      },
      simulation: { durationMs: 4 },
    }),
  },
  {
    id: 'single-fiber',
    title: 'Single fibre in a medium',
    description: 'One myelinated fibre and a point source in a homogeneous medium: thresholds in seconds.',
    build: () => project({
      name: 'Single fibre',
      medium: 'endoneurium_bhadra',
      fibers: [{ id: 'Fibre 1', myelinated: true, diameterUm: 10, nodeCount: 21 }],
      electrodes: [{ kind: 'point', id: 'Point 1', xUm: 10_000, yUm: 0, zUm: 500 }],
      stimulation: { waveforms: [cathodicPulse], drives: [{ contact: 'Point 1', waveform: 'Cathodic pulse', weight: 2 }] },
      simulation: { durationMs: 3, record: { membranePotential: 'nodes' } },
    }),
  },
];
