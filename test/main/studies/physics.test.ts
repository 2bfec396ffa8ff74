// What studies say about single fibres in a homogeneous medium, against NEURON and known laws. Tolerances stand beside the numbers.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stimulusFrequenciesKhz } from '../../../src-main/studies/block-thresholds';
import { parseProject } from '../../../src-model/parse';
import { type StudyRunner, studyRunner, summaryOf, valuesOf } from './study-run';

let runner: StudyRunner;
beforeAll(async () => { runner = await studyRunner(2); });
afterAll(() => runner.dispose());

/** 0.2 S/m, a cathodic pulse of 0.1 ms above the middle node, as in test/golden/data/neuron/thresholds.csv. */
const mrgUnderPoint = (distanceUm: number, studies: object[], changes: object = {}): object => ({
  format: 'ranvier-project', version: 1, name: 'MRG', medium: { name: 'isotropic', conductivitySPerM: 0.2 },
  fibers: [{ id: 'MRG', myelinated: true, diameterUm: 10, nodeCount: 21 }],
  electrodes: [{ kind: 'point', id: 'E', xUm: 11_500.5, yUm: distanceUm, zUm: 0 }],
  stimulation: {
    waveforms: [{ id: 'pulse', waveform: { kind: 'pulse', startMs: 0.1, durationMs: 0.1, amplitudeUa: -50 } }],
    drives: [{ contact: 'E', waveform: 'pulse' }],
  },
  simulation: { durationMs: 2.5, ...changes }, studies,
});

/** The variant of the model that the reference ran. */
const NRV = { myelinated: { variant: 'nrv' } };

describe('thresholds', () => {
  it('agree with NEURON: MRG 10 um at 300 um (23.76 uA at dt 0.005 ms, 23.44 at 0.001) and at 1 mm (122.1, 120.5)', async () => {
    for (const [distanceUm, coarseUa, fineUa] of [[300, 23.758793, 23.442421], [1000, 122.11342, 120.47008]]) {
      const { tables: [table] } = await runner.run(mrgUnderPoint(distanceUm, [{ kind: 'thresholds', id: 't', minimumUa: 1, maximumUa: 2000, toleranceFraction: 0.001, upperBlock: distanceUm === 300 }], NRV));
      const [thresholdUa] = valuesOf(table, 'threshold_ua');
      // Second order at 5 us lies at NEURON's value for a fine time step, below its value at 5 us.
      expect(thresholdUa).toBeLessThan(coarseUa);
      expect(Math.abs(thresholdUa / fineUa - 1)).toBeLessThan(0.01);
      expect(valuesOf(table, 'status')).toEqual([1]);
      expect(table.fiberIds).toEqual(['MRG']);
      if (distanceUm === 300) expect(valuesOf(table, 'upper_limit_ua')[0]).toBeGreaterThan(4 * thresholdUa);
    }
  });

  it('of a study\'s own contacts: any one, or a weighted combination, whatever the project drives', async () => {
    const electrode = (id: string, yUm: number): object => ({ kind: 'point', id, xUm: 11_500.5, yUm, zUm: 0 });
    const search = { kind: 'thresholds', minimumUa: 1, maximumUa: 2000, toleranceFraction: 0.001 };
    const drive = (contact: string, weight = 1): object => ({ contact, waveform: 'pulse', weight });
    const { tables } = await runner.run({
      ...mrgUnderPoint(300, [
        { ...search, id: 'project' }, { ...search, id: 'far', drives: [drive('far')] }, { ...search, id: 'both', drives: [drive('E'), drive('far')] },
        { kind: 'recruitment-curve', id: 'curve', amplitudesUa: [100, 130], drives: [drive('far', 0.5)] },
      ], NRV),
      electrodes: [electrode('E', 300), electrode('far', 1000)],
    });
    const [own, far, both] = tables.map((table) => table.columns.find(({ key }) => key === 'threshold_ua')?.values[0] ?? NaN);
    expect(Math.abs(own / 23.44 - 1)).toBeLessThan(0.01);
    expect(Math.abs(far / 120.5 - 1)).toBeLessThan(0.01);
    // Potentials add up: the same amplitude through both fires earlier than through either.
    expect(both).toBeLessThan(own);
    expect(both).toBeGreaterThan(own * far / (own + far) * 0.9);
    // Amplitude is the largest current of any contact, so that a common weight changes nothing.
    expect(valuesOf(tables[3], 'recruited_percent MRG')).toEqual([0, 100]);
  });

  it('say why there is none', async () => {
    const { tables, data } = await runner.run(mrgUnderPoint(1000, [
      { kind: 'thresholds', id: 'weak', maximumUa: 10 }, { kind: 'thresholds', id: 'strong', minimumUa: 200, maximumUa: 300 },
      { kind: 'current-distance', id: 'near', electrode: 'E', yUm: [900, 950], minimumUa: 200, maximumUa: 300 },
    ]));
    const [weak, strong, near] = tables;
    expect([weak, strong].map((table) => valuesOf(table, 'status')[0])).toEqual([0, 2]);
    expect([weak, strong].map((table) => valuesOf(table, 'threshold_ua')[0])).toEqual([NaN, NaN]);
    expect(valuesOf(near, 'threshold_ua MRG')).toEqual([NaN, NaN]);
    const told = data.warnings.filter(({ message }) => message.includes('fire already at the lowest amplitude (200 uA)'));
    expect(told.map(({ where }) => where)).toEqual(['study "strong"', 'study "near"']);
  });
});

it('strength-duration of a myelinated fibre: chronaxie 0.1 to 0.2 ms, Weiss within 10 %, thresholds fall with the duration', async () => {
  const { tables: [table, fibers] } = await runner.run(mrgUnderPoint(1000, [{ kind: 'strength-duration', id: 'sd', waveform: 'pulse', durationsMs: [0.4, 0.02, 0.1], maximumUa: 3000, toleranceFraction: 0.01 }]));
  expect(valuesOf(table, 'duration_ms')).toEqual([0.02, 0.1, 0.4]);
  const [short, middle, long] = valuesOf(table, 'threshold_ua MRG');
  expect(short).toBeGreaterThan(middle);
  expect(middle).toBeGreaterThan(long);
  expect(summaryOf(table, 'chronaxie (Weiss)')).toBeGreaterThan(0.1);
  expect(summaryOf(table, 'chronaxie (Weiss)')).toBeLessThan(0.2);
  expect(summaryOf(table, 'relative error (Weiss)')).toBeLessThan(10);
  expect(valuesOf(fibers, 'rheobase_ua')[0]).toBeCloseTo(summaryOf(table, 'rheobase (Weiss)'), 9);
});

it('current-distance: thresholds grow with the distance and follow I0 + k r^2', async () => {
  const { tables: [table] } = await runner.run(mrgUnderPoint(200, [{ kind: 'current-distance', id: 'cd', electrode: 'E', yUm: [200, 500, 1000], minimumUa: 1, maximumUa: 1000, toleranceFraction: 0.01 }]));
  const thresholds = valuesOf(table, 'threshold_ua MRG');
  expect(valuesOf(table, 'distance_um MRG')).toEqual([200, 500, 1000]);
  expect(thresholds[0]).toBeLessThan(thresholds[1]);
  expect(thresholds[1]).toBeLessThan(thresholds[2]);
  // From 20 to 120 uA over 0.96 mm2.
  expect(summaryOf(table, 'MRG, current-distance constant k')).toBeGreaterThan(80);
  expect(summaryOf(table, 'MRG, current-distance constant k')).toBeLessThan(130);
});

it('conduction velocity: 4 to 6.5 m/s per um in MRG, the square root of the diameter in unmyelinated fibres (15 %)', async () => {
  const { tables: [myelinated, unmyelinated] } = await runner.run(mrgUnderPoint(200, [
    { kind: 'conduction-velocity', id: 'A', diametersUm: [8, 12, 16] },
    { kind: 'conduction-velocity', id: 'C', myelinated: false, diametersUm: [0.5, 1, 2] },
  ]));
  for (const [k, velocity] of valuesOf(myelinated, 'velocity_m_s').entries()) {
    expect(velocity / [8, 12, 16][k]).toBeGreaterThan(4);
    expect(velocity / [8, 12, 16][k]).toBeLessThan(6.5);
  }
  const [half, one, two] = valuesOf(unmyelinated, 'velocity_m_s');
  expect(Math.abs(one / half / Math.SQRT2 - 1)).toBeLessThan(0.15);
  expect(Math.abs(two / one / Math.SQRT2 - 1)).toBeLessThan(0.15);
});

it('convergence in dt: the change shrinks and the study stops at the target', async () => {
  const { tables: [table] } = await runner.run(mrgUnderPoint(1000, [{ kind: 'convergence', id: 'dt', measure: 'thresholds', vary: 'dt', factors: [4, 2, 1, 0.5], targetFraction: 0.01, minimumUa: 50, maximumUa: 300, toleranceFraction: 0.0005 }]));
  const changes = valuesOf(table, 'largest_change_percent');
  expect(changes[0]).toBeNaN();
  expect(changes.at(-1)).toBeLessThan(1);
  expect(summaryOf(table, 'Longest time step within the target')).toBe(valuesOf(table, 'dt_ms').at(-2));
});

/** A stimulus 500 um above the middle of a myelinated fibre; a clamp at its start fires the test action potential. */
const blocked = (waveform: object, study: object, simulation: { durationMs: number; dtMs: number }, testMs: number): object => ({
  ...mrgUnderPoint(500, [{ kind: 'block-thresholds', id: 'b', toleranceFraction: 0.05, testMs, ...study }]),
  medium: 'endoneurium_bhadra', fibers: [{ id: 'MRG', myelinated: true, diameterUm: 10, nodeCount: 51 }],
  electrodes: [{ kind: 'point', id: 'E', xUm: 28_750, yUm: 0, zUm: 500 }],
  stimulation: { waveforms: [{ id: 'w', waveform }], drives: [{ contact: 'E', waveform: 'w' }], clamps: [{ position: 0, startMs: testMs, durationMs: 0.1, amplitude: 2 }] },
  simulation,
});

describe('block: the test action potential does not arrive, above the threshold of activation, after onset spikes', () => {
  it('by a sine of 10 kHz', async () => {
    const { tables: [table], data } = await runner.run(blocked({ kind: 'sine', startMs: 0.5, durationMs: 15.5, amplitudeUa: 400, frequencyKhz: 10 }, { minimumUa: 100, maximumUa: 1000 }, { durationMs: 16, dtMs: 0.002 }, 12));
    expect(valuesOf(table, 'status')).toEqual([1]);
    const [thresholdUa] = valuesOf(table, 'threshold_ua');
    expect(thresholdUa).toBeGreaterThan(150);
    expect(thresholdUa).toBeLessThan(1000);
    expect(valuesOf(table, 'onset_count')[0]).toBeGreaterThanOrEqual(1);
    expect(valuesOf(table, 'verdict')).toEqual([1]);
    expect(data.warnings).toEqual([]);
  });

  it('by a constant cathodic current, with one onset spike', async () => {
    const { tables: [table] } = await runner.run(blocked({ kind: 'pulse', startMs: 0.5, durationMs: 11, amplitudeUa: -400 }, { minimumUa: 20, maximumUa: 2000 }, { durationMs: 12, dtMs: 0.005 }, 8));
    // Some eight times the threshold of activation by a pulse of 0.1 ms at this place (about 45 uA).
    const [thresholdUa] = valuesOf(table, 'threshold_ua');
    expect(thresholdUa).toBeGreaterThan(200);
    expect(thresholdUa).toBeLessThan(600);
    expect(valuesOf(table, 'onset_count')).toEqual([1]);
    expect(valuesOf(table, 'verdict')).toEqual([1]);
  });

  it('a test in the refractory time of an onset spike is no proof of a block, and is told apart', async () => {
    // The onset spikes of a short pulse have just reached both ends, where the test clamp finds the fibre refractory.
    const { tables: [table], data } = await runner.run(blocked({ kind: 'pulse', startMs: 7.3, durationMs: 0.1, amplitudeUa: -400 }, { minimumUa: 5, maximumUa: 2000 }, { durationMs: 12, dtMs: 0.005 }, 8));
    expect(valuesOf(table, 'status')).toEqual([1]);
    expect(valuesOf(table, 'verdict')).toEqual([-1]);
    expect(data.warnings.map(({ where, message }) => `${where}: ${message}`).join()).toMatch(/study "b": .*1 of 1 fibres.*MRG: .*test later/);
  });
});

it('frequencies of driven sines and squares, also within sums, are filtered out before the block is judged', () => {
  const { project } = parseProject({
    ...mrgUnderPoint(500, []),
    stimulation: {
      waveforms: [
        { id: 'both', waveform: { kind: 'sum', terms: [{ kind: 'sine', durationMs: 1, amplitudeUa: 1, frequencyKhz: 20 }, { kind: 'pulse', durationMs: 1, amplitudeUa: 1 }] } },
        { id: 'square', waveform: { kind: 'square', durationMs: 1, amplitudeUa: 1, frequencyKhz: 5 } },
        { id: 'unused', waveform: { kind: 'sine', durationMs: 1, amplitudeUa: 1, frequencyKhz: 7 } },
      ],
      drives: [{ contact: 'E', waveform: 'both' }, { contact: 'E', waveform: 'square' }],
    },
  });
  expect(stimulusFrequenciesKhz(project)).toEqual([5, 20]);
});

it('recording: a contact and a point at the same place see the same; an action potential makes some uV at 500 um, its clamp sums up', async () => {
  const { tables: [table] } = await runner.run({
    ...mrgUnderPoint(500, [{ kind: 'recording', id: 'r', contacts: ['E'], pointsUm: [[11_500.5, 500, 0], [11_500.5, 1e7, 0]] }], { durationMs: 1.5, dtMs: 0.01 }),
    stimulation: { clamps: [{ position: 0, startMs: 0.1, durationMs: 0.1, amplitude: 5 }] },
  });
  const [contact, point, far] = table.columns.slice(1).map(({ values }) => Array.from(values));
  expect(point).toEqual(contact);
  const peakToPeak = Math.max(...contact) - Math.min(...contact);
  expect(summaryOf(table, 'E, peak to peak')).toBeCloseTo(peakToPeak, 9);
  expect(peakToPeak).toBeGreaterThan(0.5);
  expect(peakToPeak).toBeLessThan(20);
  // Far away only the sum of all currents counts: what the clamp injects while it acts (5 nA), then nothing.
  const farUv = 1000 * 5e-6 * 1e6 / (4 * Math.PI * 0.2 * 1e7);
  const during = valuesOf(table, 'time_ms').findIndex((time) => time > 0.155);
  expect(Math.abs(far[during] / farUv - 1)).toBeLessThan(0.01);
  expect(Math.max(...far.slice(60).map(Math.abs))).toBeLessThan(1e-3 * farUv);
  expect(valuesOf(table, 'time_ms').at(-1)).toBeCloseTo(1.5, 9);
});
