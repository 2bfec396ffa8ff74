// Kilohertz block and the worked example of NRV 1.4.0, whose searches stop at 1 %: amplitudes 1 % to either side must give different answers.
// Backward Euler, rate tables and reduced modes, as users run them.
import { expect, it } from 'vitest';
import { type Clamp, simulationSchema } from '../../src-model/project';
import type { HeldWaveform } from '../../src-model/stimulus/held-waveform';
import { sampleWaveform } from '../../src-model/stimulus/sample-waveform';
import { SILENT_TASK } from '../../src-model/task';
import type { FiberResult, FiberSpec } from '../../src-workers/fiber/request';
import { simulateFibers } from '../../src-workers/fiber/simulate';
import { myelinatedFiber, pointSource, pulse, unmyelinatedFiber } from './fiber-run';

const TOLERANCE = 0.01;

/** A cut MRG fibre of 10 um, and the middle of its middle node. */
function mrg(lengthUm: number, compartmentsPerSection: number): { spec: FiberSpec; middleUm: number } {
  const nodes = Math.floor(lengthUm / 1150) + 1;
  return { spec: { ...myelinatedFiber(10, 2, { variant: 'nrv', compartmentsPerSection }), lengthUm }, middleUm: Math.floor(nodes / 2) * 1150 + 0.5 };
}

interface Setup {
  spec: FiberSpec;
  footprint: Float64Array;
  drive: HeldWaveform;
  clamp?: Clamp;
  durationMs: number;
  dtMs: number;
}

/** Answers at several amplitudes, uA. */
const runAt = ({ spec, footprint, drive, clamp, durationMs, dtMs }: Setup, amplitudesUa: number[]): FiberResult[] => simulateFibers({
  fibers: amplitudesUa.map(() => spec), footprints: amplitudesUa.map(() => [footprint]), drives: [drive], scale: Float64Array.from(amplitudesUa),
  clamps: amplitudesUa.map(() => (clamp ? [clamp] : [])), simulation: simulationSchema.parse({ durationMs, dtMs, scheme: 'backward-euler' }),
}, SILENT_TASK);

const sine = (frequencyKhz: number, durationMs: number): HeldWaveform =>
  sampleWaveform({ kind: 'sine', startMs: 1, durationMs, amplitudeUa: 1, frequencyKhz, offsetUa: 0, phaseDeg: 0 }, 1);
const arrivesAfter = ({ endSpikeTimesMs }: FiberResult, fromMs: number): boolean => endSpikeTimesMs.some((timeMs) => timeMs > fromMs);

it.each<[string, HeldWaveform, number]>([
  ['monophasic', pulse(1, 0.05, -1), 186.914],
  ['symmetric biphasic with a gap of 0.05 ms', { timeMs: Float64Array.of(1, 1.05, 1.1, 1.15), valueUa: Float64Array.of(-1, 0, 1, 0) }, 196.289],
])('threshold of an MRG fibre of 50 mm, %s pulse', (_name, drive, thresholdUa) => {
  const { spec, middleUm } = mrg(50_000, 1);
  const setup = { spec, footprint: pointSource(spec, middleUm, 1000, 0.2), drive, durationMs: 5, dtMs: 0.001 };
  expect(runAt(setup, [thresholdUa * (1 - TOLERANCE), thresholdUa * (1 + TOLERANCE)]).map(({ recruited }) => recruited)).toEqual([false, true]);
});

it.each([[10, 134.28], [20, 152.83]])('a sine of %d kHz blocks an MRG fibre with three compartments per section', (frequencyKhz, thresholdUa) => {
  const { spec, middleUm } = mrg(25_000, 3);
  const clamp: Clamp = { kind: 'current', position: 0.05, startMs: 4, durationMs: 0.1, amplitude: 2 };
  const setup = { spec, footprint: pointSource(spec, middleUm, 500, 0.2), drive: sine(frequencyKhz, 9), clamp, durationMs: 10, dtMs: 0.001 };
  expect(runAt(setup, [thresholdUa * (1 - TOLERANCE), thresholdUa * (1 + TOLERANCE)]).map((result) => arrivesAfter(result, 4.1))).toEqual([true, false]);
});

it('10 kHz at 0.1 mm of a C fibre: 100 uA lets the test pass, 700 uA blocks it', () => {
  const spec = unmyelinatedFiber(1, 5000, { model: 'Rattay_Aberham', variant: 'nrv', compartments: { kind: 'd-lambda' } });
  const clamp: Clamp = { kind: 'current', position: 0, startMs: 10, durationMs: 0.1, amplitude: 3 };
  const setup = { spec, footprint: pointSource(spec, 2500, 100, 0.2), drive: sine(10, 24), clamp, durationMs: 25, dtMs: 0.002 };
  const results = runAt(setup, [100, 700]);
  expect(results.map((result) => arrivesAfter(result, 10))).toEqual([true, false]);
  // Both began: the test spike is there at the clamp.
  for (const { startSpikeTimesMs } of results) expect(startSpikeTimesMs.some((timeMs) => Math.abs(timeMs - 10.1) < 0.2)).toBe(true);
});
