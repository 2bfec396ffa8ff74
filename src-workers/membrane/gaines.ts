// Gaines_motor and Gaines_sensory: MRG-like nodes with fast potassium, and active internodes (slow and fast potassium, HCN, leak).
import { constant, div, exp, mul, power, sub, variable } from '../codegen/expression';
import type { Current, MembraneModel, MyelinatedMembranes, State } from './model';
import { type NodeConstants, POTASSIUM_REVERSAL_MV, type RateConstants, leak, nodeChannels, slowPotassiumCurrent, slowPotassiumGate } from './mrg';
import { modDefault } from './neuron-defaults';
import { fallingRate, gateOfRates, q10Factor, risingRate } from './rate-forms';

const CITATIONS = ['Gaines, Finn, Slopsema, Heyboer & Polasek 2018, J Comput Neurosci 45:29-43, doi 10.1007/s10827-018-0689-5'] as const;

const HCN_REVERSAL_MV = -54.9;

/**
 * Internodes rest some mV away from the initial potential and need about 50 ms to get there; the authors delay the stimulus for it.
 * After 400 ms in steps of 10 ms (backward Euler; only the end counts) every potential is within 1e-4 mV of its rest.
 */
const SETTLING_MS = 400;
const SETTLING_STEP_MS = 10;

/** Conductance densities of an internodal section, S/cm2 of outer surface. */
interface InternodeConstants {
  slowPotassium: number;
  hcn: number;
  leak: number;
  fastPotassium: number;
}

interface GainesConstants {
  initialVoltageMv: number;
  node: NodeConstants;
  nodeFastPotassium: number;
  mysa: InternodeConstants;
  flutAndStin: InternodeConstants;
  hcnHalfMv: number;
}

const MOTOR: GainesConstants = {
  initialVoltageMv: -85.9411,
  node: {
    fastSodium: 3, persistentSodium: 0.01, slowPotassium: 0.08, leak: 0.007,
    mAlpha: [1.86, 20.4, 10.3], mBeta: [0.086, 25.7, 9.16],
    hAlpha: [0.062, 114, 11], hBeta: [2.3, 31.8, 13.4],
    pAlpha: [0.01, 27, 10.2], pBeta: [0.00025, 34, 10],
  },
  nodeFastPotassium: 0.02568,
  mysa: { slowPotassium: 0.002581, hcn: 0.002232, leak: 0.002, fastPotassium: 0.15074 },
  flutAndStin: { slowPotassium: 0.002581, hcn: 0.002232, leak: 0.0002, fastPotassium: 0.02568 },
  hcnHalfMv: -107.3,
};

const SENSORY: GainesConstants = {
  initialVoltageMv: -79.3565,
  node: {
    fastSodium: 3, persistentSodium: 0.01, slowPotassium: 0.04106, leak: 0.006005,
    mAlpha: [1.77753, 20.1795, 10.3], mBeta: [0.0823, 25.4746, 9.16],
    hAlpha: [0.075286, 112.7124, 8.391], hBeta: [2.8083, 30.5435, 10.2263],
    pAlpha: [0.00957, 26.852, 10.2], pBeta: [0.0002401, 33.8333, 10],
  },
  nodeFastPotassium: 0.02737,
  mysa: { slowPotassium: 0.001324, hcn: 0.003102, leak: 0.001716, fastPotassium: 0.1642 },
  flutAndStin: { slowPotassium: 0.001324, hcn: 0.003102, leak: 0.0001716, fastPotassium: 0.02737 },
  hcnHalfMv: -94.2,
};

const v = variable('v');

function fastPotassiumGate(temperatureC: number): State {
  const q = q10Factor(3, temperatureC, 36);
  return gateOfRates('n', mul(q, risingRate(v, 0.0462, 83.2, 1.1)), mul(q, fallingRate(v, 0.0824, 66, 10.5)));
}

const fastPotassiumCurrent = (densitySPerCm2: number): Current =>
  ({ name: 'kf', ion: 'k', conductanceSPerCm2: mul(densitySPerCm2, power(variable('n'), 4)), reversalMv: constant(POTASSIUM_REVERSAL_MV) });

function hcnGate(temperatureC: number, halfMv: number): State {
  const q = q10Factor(3, temperatureC, 36);
  const zeta = exp(div(sub(v, halfMv), -12.2));
  return gateOfRates('q', mul(q * 0.00522, zeta), div(q * 0.00522, zeta));
}

/** HCN as one mixed current. */
const hcnCurrent = (densitySPerCm2: number): Current =>
  ({ name: 'hcn', ion: null, conductanceSPerCm2: mul(densitySPerCm2, variable('q')), reversalMv: constant(HCN_REVERSAL_MV) });

/** The constants of a node as NEURON stores those written in its channel file. */
const storedNode = (node: NodeConstants): NodeConstants => ({
  ...node,
  mAlpha: storedRate(node.mAlpha), mBeta: storedRate(node.mBeta),
  hAlpha: storedRate(node.hAlpha), hBeta: storedRate(node.hBeta),
  pAlpha: storedRate(node.pAlpha), pBeta: storedRate(node.pBeta),
});

const storedRate = ([rate, shiftMv, scaleMv]: RateConstants): RateConstants => [modDefault(rate), modDefault(shiftMv), modDefault(scaleMv)];

function gainesMembranes(name: string, constants: GainesConstants, variant: 'published' | 'nrv', temperatureC: number): MyelinatedMembranes {
  const common = {
    citations: CITATIONS, temperatureC, initialVoltageMv: constants.initialVoltageMv,
    ...(variant === 'published' ? { settling: { startMv: constants.initialVoltageMv, durationMs: SETTLING_MS, dtMs: SETTLING_STEP_MS } } : {}),
  };
  const node = nodeChannels(variant === 'nrv' ? storedNode(constants.node) : constants.node, temperatureC);
  const internode = (section: string, densities: InternodeConstants): MembraneModel => ({
    name: `${name} ${section}`, ...common,
    states: [slowPotassiumGate(temperatureC), fastPotassiumGate(temperatureC), hcnGate(temperatureC, constants.hcnHalfMv)],
    currents: [
      slowPotassiumCurrent(densities.slowPotassium), fastPotassiumCurrent(densities.fastPotassium), hcnCurrent(densities.hcn),
      leak(densities.leak, POTASSIUM_REVERSAL_MV),
    ],
  });
  const stin = internode('internode', constants.flutAndStin);
  return {
    internodeDensities: 'outer',
    node: {
      name: `${name} node`, ...common,
      states: [...node.states, fastPotassiumGate(temperatureC)],
      currents: [...node.currents, fastPotassiumCurrent(constants.nodeFastPotassium)],
    },
    mysa: internode('MYSA', constants.mysa),
    flut: stin,
    stin,
  };
}

/** Published: settled before t = 0. Variant nrv: starts at the initial potential and drifts; constants with six digits. */
export const gainesMotor = (variant: 'published' | 'nrv', temperatureC = 37): MyelinatedMembranes => gainesMembranes('Gaines_motor', MOTOR, variant, temperatureC);

/** As gainesMotor. */
export const gainesSensory = (variant: 'published' | 'nrv', temperatureC = 37): MyelinatedMembranes => gainesMembranes('Gaines_sensory', SENSORY, variant, temperatureC);
