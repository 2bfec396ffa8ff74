// Thresholds that PyFibers 0.13 publishes in its own tests, as a second oracle. Each is the last firing amplitude of
// a bisection to 1 %, so that the published value must fire and 1 % less must not. Protocol: 37 C, dt 1 us, 20 ms, 200 ms of settling in
// steps of 5 ms, passive and isolated end nodes (not Tigerholm), upward crossing of -30 mV at 90 % of the nodes; intracellular: one pulse of
// 1 ms at t = 0.
import { describe, expect, it } from 'vitest';
import type { HeldWaveform } from '../../src-model/stimulus/held-waveform';
import { constant } from '../../src-workers/codegen/expression';
import { type Cable, buildCable } from '../../src-workers/fiber/cable';
import { clampSchedule, driveSchedule } from '../../src-workers/fiber/drive-schedule';
import { type FiberSetup, contactSource } from '../../src-workers/fiber/fiber-setup';
import type { FiberSpec } from '../../src-workers/fiber/request';
import { NEURON_RATE_TABLE } from '../../src-workers/membrane/neuron-defaults';
import { schild } from '../../src-workers/membrane/schild';
import { applyStimuli, backwardEulerStep, startFiber } from '../../src-workers/fiber/reference/stepper';
import { myelinatedFiber, pointSource, unmyelinatedFiber } from './fiber-run';

const FULL = process.env.RANVIER_FULL === '1';
const SIMULATION = { durationMs: 20, dtMs: 0.001, scheme: 'backward-euler' } as const;
const CRITERION_MV = -30;

/** The same cable whose first and last compartment are passive (1e-4 S/cm2, 1 uF/cm2) and isolated (Ra 1e10 ohm cm). */
function withPassiveEnds(cable: Cable): Cable {
  const restMv = cable.initialVoltageMv;
  const last = cable.compartmentCount - 1;
  const passive = {
    name: 'passive end', citations: [], temperatureC: 37, initialVoltageMv: restMv, states: [],
    currents: [{ name: 'leak', ion: null, conductanceSPerCm2: constant(1e-4), reversalMv: constant(restMv) }],
  };
  const membraneIndex = cable.membraneIndex.slice();
  const capacitanceNf = cable.capacitanceNf.slice();
  const axialUs = cable.axialUs.slice();
  for (const [end, coupling] of [[0, 0], [last, last - 1]]) {
    membraneIndex[end] = cable.membranes.length;
    capacitanceNf[end] = cable.surfaceNaPerMaCm2[end] * 1e-3;
    const diameterCm = (cable.surfaceNaPerMaCm2[end] / (Math.PI * cable.compartmentLengthUm[end] * 1e-2)) * 1e-4;
    axialUs[coupling] = 1 / ((1e10 * (cable.compartmentLengthUm[end] / 2) * 1e-4) / ((Math.PI * diameterCm ** 2) / 4) * 1e-6);
  }
  return { ...cable, membranes: [...cable.membranes, passive], membraneIndex, capacitanceNf, axialUs };
}

/** Rattay_Aberham with NEURON's rate table; Schild from -46.5 mV, with a calcium shell of 1 um, and settled with the others. */
function asInPyFibers(cable: Cable): Cable {
  const [membrane] = cable.membranes;
  if (membrane.name === 'Rattay_Aberham') return { ...cable, membranes: [{ ...membrane, rateTable: NEURON_RATE_TABLE }] };
  const year = membrane.name === 'Schild_94' ? 94 : membrane.name === 'Schild_97' ? 97 : null;
  if (year === null) return cable;
  return { ...cable, initialVoltageMv: -46.5, membranes: [{ ...schild(year, 'published', 37, 1), settling: undefined }] };
}

interface Protocol {
  spec: FiberSpec;
  passiveEnds: boolean;
  /** Extracellular amplitude in mA (1 mA at +1), or intracellular amplitude in nA. */
  extracellular: boolean;
}

function fires({ spec, passiveEnds, extracellular }: Protocol, amplitude: number): boolean {
  const built = asInPyFibers(buildCable(spec));
  const cable = passiveEnds ? withPassiveEnds(built) : built;
  const nodes = cable.nodeCompartments;
  const middle = nodes[Math.floor(0.5 * (nodes.length - 1))];
  const watched = nodes[Math.floor(0.9 * (nodes.length - 1))];
  const biphasic: HeldWaveform = { timeMs: Float64Array.of(0, 0.2, 0.4), valueUa: Float64Array.of(1000 * amplitude, -1000 * amplitude, 0) };
  const drive = driveSchedule(extracellular ? [biphasic] : [], SIMULATION);
  const clamp = { kind: 'current', startMs: 0, durationMs: 1 } as const;
  const setup: FiberSetup = {
    spec, cable, scale: 1,
    sources: extracellular ? [contactSource(cable, pointSource(spec, spec.lengthUm / 2, 100, 10))] : [],
    clamps: extracellular ? [] : [{ kind: 'current', compartment: middle, amplitude, ...clampSchedule(clamp, drive) }],
  };
  const state = startFiber(cable);
  for (let n = 0; n < 40; n++) backwardEulerStep(state, 5);
  let before = state.voltageMv[watched];
  for (let n = 0; n < drive.stepCount; n++) {
    applyStimuli(state, setup, drive.currentUa, n);
    backwardEulerStep(state, drive.dtMs);
    const now = state.voltageMv[watched];
    if (before < CRITERION_MV && now >= CRITERION_MV) return true;
    before = now;
  }
  return false;
}

const mrg = myelinatedFiber(5.7, 13, { model: 'MRG' });
const ascent = myelinatedFiber(5.7, 13, { model: 'MRG', geometry: 'ascent' });
const unmyelinated = (model: string, count: number): FiberSpec => unmyelinatedFiber(1, (count * 25) / 3, { model, compartments: { kind: 'count', count } });

const cases: [string, Protocol, number, boolean][] = [
  ['MRG 5.7 um, extracellular', { spec: mrg, passiveEnds: true, extracellular: true }, -0.2691015625, false],
  ['MRG 5.7 um, intracellular', { spec: mrg, passiveEnds: true, extracellular: false }, 0.15576171875, false],
  ['MRG 5.7 um, ASCENT interpolation, extracellular', { spec: ascent, passiveEnds: true, extracellular: true }, -0.27006835937, false],
  ['MRG 5.7 um, ASCENT interpolation, intracellular', { spec: ascent, passiveEnds: true, extracellular: false }, 0.17333984375, false],
  ['Rattay_Aberham, extracellular', { spec: unmyelinated('Rattay_Aberham', 265), passiveEnds: true, extracellular: true }, -1.359833984375, true],
  ['Rattay_Aberham, intracellular', { spec: unmyelinated('Rattay_Aberham', 133), passiveEnds: true, extracellular: false }, 0.18603515625, true],
  ['Sundt, extracellular', { spec: unmyelinated('Sundt', 265), passiveEnds: true, extracellular: true }, -2.11515625, true],
  ['Sundt, intracellular', { spec: unmyelinated('Sundt', 133), passiveEnds: true, extracellular: false }, 0.16650390625, true],
  ['Tigerholm, extracellular', { spec: unmyelinated('Tigerholm', 265), passiveEnds: false, extracellular: true }, -1.90561523437, true],
  ['Tigerholm, intracellular', { spec: unmyelinated('Tigerholm', 133), passiveEnds: false, extracellular: false }, 0.419921875, true],
  ['Schild_94, extracellular', { spec: unmyelinated('Schild_94', 265), passiveEnds: true, extracellular: true }, -2.08591796875, true],
  ['Schild_94, intracellular', { spec: unmyelinated('Schild_94', 133), passiveEnds: true, extracellular: false }, 0.212890625, true],
  ['Schild_97, extracellular', { spec: unmyelinated('Schild_97', 265), passiveEnds: true, extracellular: true }, -5.8128125, true],
  ['Schild_97, intracellular', { spec: unmyelinated('Schild_97', 133), passiveEnds: true, extracellular: false }, 0.4609375, true],
];

describe('published thresholds of PyFibers: fires there, silent 1 % below', () => {
  it.each(cases.filter(([, , , slow]) => FULL || !slow))('%s', (_name, protocol, threshold) => {
    expect(fires(protocol, threshold)).toBe(true);
    expect(fires(protocol, threshold * 0.99)).toBe(false);
  });
});
