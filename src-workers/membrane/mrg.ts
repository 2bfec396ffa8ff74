// MRG: node of Ranvier with fast and persistent sodium, slow potassium and leak; passive internode.
import { add, constant, div, exp, mul, neg, power, variable } from '../codegen/expression';
import { markovSodiumChannels } from './markov-sodium';
import type { Current, MembraneModel, MyelinatedMembranes, State } from './model';
import { fallingRate, gateOfRates, q10Factor, risingRate, sigmoid } from './rate-forms';

export const MRG_CITATIONS = [
  'McIntyre, Richardson & Grill 2002, J Neurophysiol 87:995-1006, doi 10.1152/jn.00353.2001',
  'McIntyre, Grill, Sherman & Thakor 2004, J Neurophysiol 91:1457-1469, doi 10.1152/jn.00989.2003',
] as const;

const SODIUM_REVERSAL_MV = 50;
/** Of the potassium channels and of the node's leak. */
export const POTASSIUM_REVERSAL_MV = -90;
const REST_MV = -80;

/** (rate, shift, scale) of a rising or falling rate, or of a sigmoid. */
export type RateConstants = readonly [number, number, number];

/** What distinguishes the nodes of the MRG family. Conductances in S/cm2, rate constants in 1/ms and mV. */
export interface NodeConstants {
  fastSodium: number;
  persistentSodium: number;
  slowPotassium: number;
  leak: number;
  mAlpha: RateConstants;
  mBeta: RateConstants;
  hAlpha: RateConstants;
  hBeta: RateConstants;
  pAlpha: RateConstants;
  pBeta: RateConstants;
}

const MRG_NODE: NodeConstants = {
  fastSodium: 3, persistentSodium: 0.01, slowPotassium: 0.08, leak: 0.007,
  mAlpha: [1.86, 21.4, 10.3], mBeta: [0.086, 25.7, 9.16],
  hAlpha: [0.062, 114, 11], hBeta: [2.3, 31.8, 13.4],
  pAlpha: [0.01, 27, 10.2], pBeta: [0.00025, 34, 10],
};

/** Node densities of the small-fibre version of Pena et al. 2024, PLOS Comput Biol, doi 10.1371/journal.pcbi.1011833. */
const SMALL_FIBER_NODE: NodeConstants = { ...MRG_NODE, fastSodium: 2.333333, slowPotassium: 0.115556 };

const v = variable('v');

/** The slow potassium gate, common to node and active internode. */
export function slowPotassiumGate(temperatureC: number): State {
  const q = q10Factor(3, temperatureC, 36);
  return gateOfRates('s', mul(q, sigmoid(v, 0.3, 53, -5)), mul(q, div(0.03, add(1, exp(neg(add(v, 90)))))));
}

/** The slow potassium current of a node or active internode. */
export const slowPotassiumCurrent = (densitySPerCm2: number): Current =>
  ({ name: 'ks', ion: 'k', conductanceSPerCm2: mul(densitySPerCm2, variable('s')), reversalMv: constant(POTASSIUM_REVERSAL_MV) });

interface NodeChannels {
  states: State[];
  currents: Current[];
}

/** Gates m, h, p, s and the four currents of an MRG-like node. */
export function nodeChannels(constants: NodeConstants, temperatureC: number): NodeChannels {
  const qm = q10Factor(2.2, temperatureC, 20);
  const qh = q10Factor(2.9, temperatureC, 20);
  return {
    states: [
      gateOfRates('m', mul(qm, risingRate(v, ...constants.mAlpha)), mul(qm, fallingRate(v, ...constants.mBeta))),
      gateOfRates('h', mul(qh, fallingRate(v, ...constants.hAlpha)), mul(qh, sigmoid(v, constants.hBeta[0], constants.hBeta[1], -constants.hBeta[2]))),
      gateOfRates('p', mul(qm, risingRate(v, ...constants.pAlpha)), mul(qm, fallingRate(v, ...constants.pBeta))),
      slowPotassiumGate(temperatureC),
    ],
    currents: [
      { name: 'naf', ion: 'na', conductanceSPerCm2: mul(constants.fastSodium, power(variable('m'), 3), variable('h')), reversalMv: constant(SODIUM_REVERSAL_MV) },
      { name: 'nap', ion: 'na', conductanceSPerCm2: mul(constants.persistentSodium, power(variable('p'), 3)), reversalMv: constant(SODIUM_REVERSAL_MV) },
      slowPotassiumCurrent(constants.slowPotassium),
      leak(constants.leak, POTASSIUM_REVERSAL_MV),
    ],
  };
}

/** The same node with Markov schemes in place of the gated sodium channels. */
function withMarkovSodium({ states, currents }: NodeChannels, temperatureC: number): NodeChannels {
  const markov = markovSodiumChannels(temperatureC, SODIUM_REVERSAL_MV);
  return {
    states: [...states.filter((state) => state.name === 's'), ...markov.states],
    currents: [...markov.currents, ...currents.filter((current) => current.ion !== 'na')],
  };
}

/** A constant leak. */
export const leak = (conductanceSPerCm2: number, reversalMv: number): Current =>
  ({ name: 'leak', ion: null, conductanceSPerCm2: constant(conductanceSPerCm2), reversalMv: constant(reversalMv) });

const passive = (section: string, conductanceSPerCm2: number, temperatureC: number): MembraneModel => ({
  name: `MRG ${section}`, citations: MRG_CITATIONS, temperatureC, initialVoltageMv: REST_MV, states: [], currents: [leak(conductanceSPerCm2, REST_MV)],
});

/**
 * Membranes of an MRG fibre; densities apply to the axon's own surface (inside the myelin).
 * `smallFiber` takes the node densities of Pena et al. 2024, which belong to their geometry. `nodeSodium` chooses the sodium channels
 * of the nodes: the gates of MRG, or Markov schemes (Nav1.1 and Nav1.6) in their place.
 */
export function mrgMembranes(temperatureC: number, options: { smallFiber?: boolean; nodeSodium?: 'gates' | 'markov' } = {}): MyelinatedMembranes {
  const { smallFiber = false, nodeSodium = 'gates' } = options;
  const channels = nodeChannels(smallFiber ? SMALL_FIBER_NODE : MRG_NODE, temperatureC);
  return {
    internodeDensities: 'axon',
    node: {
      name: 'MRG node', citations: MRG_CITATIONS, temperatureC, initialVoltageMv: REST_MV,
      ...(nodeSodium === 'markov' ? withMarkovSodium(channels, temperatureC) : channels),
    },
    mysa: passive('MYSA', 0.001, temperatureC),
    flut: passive('FLUT', 0.0001, temperatureC),
    stin: passive('STIN', 0.0001, temperatureC),
  };
}
