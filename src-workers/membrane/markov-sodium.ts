// Markov schemes of the sodium channels Nav1.1 and Nav1.6 for nodes of Ranvier.
// Channel scheme: Balbi, Massobrio & Hellgren Kotaleski 2017, PLoS Comput Biol 13:e1005737;
// as node channels: Yi & Grill 2020, PLoS Comput Biol 16:e1007766.
import { type Expression, add, constant, div, exp, mul, sub, variable } from '../codegen/expression';
import type { Current, MarkovScheme } from './model';
import { q10Factor } from './rate-forms';

/** A term rate / (1 + exp((v - half) / slope)), 1/ms and mV. */
type RateTerm = readonly [rate: number, halfMv: number, slopeMv: number];
type Transitions = readonly (readonly [from: string, to: string, ...terms: RateTerm[]])[];

const NAV11: Transitions = [
  ['C1', 'C2', [18, -7, -10]], ['C2', 'C1', [3, -37, 10], [18, -7, -10]],
  ['C2', 'O1', [18, -7, -10]], ['O1', 'C2', [3, -37, 10], [18, -7, -10]],
  ['C2', 'O2', [0.08, -10, -15]], ['O2', 'C2', [2, -50, 7], [0.2, -20, -10]],
  ['O1', 'I1', [8, -37, 13], [17, -7, -15]], ['I1', 'O1', [1e-5, -37, 10]],
  ['I1', 'C1', [0.21, -61, 7]], ['C1', 'I1', [0.3, -61, -5.5]],
  ['I1', 'I2', [0.0015, -90, -5]], ['I2', 'I1', [0.0075, -90, 15]],
];
const NAV16: Transitions = [
  ['C1', 'C2', [14, -8, -10]], ['C2', 'C1', [2, -38, 9], [14, -8, -10]],
  ['C2', 'O1', [14, -18, -10]], ['O1', 'C2', [4, -48, 9], [14, -18, -10]],
  ['C2', 'O2', [0.0001, -10, -8]], ['O2', 'C2', [0.0001, -55, 10], [0.0001, -20, -5]],
  ['O1', 'I1', [6, -40, 13], [10, 15, -18]], ['I1', 'O1', [1e-5, -40, 10]],
  ['I1', 'C1', [0.1, -86, 9]], ['C1', 'I1', [0.08, -55, -12]],
  ['I1', 'I2', [0.00022, -50, -5]], ['I2', 'I1', [0.0018, -90, 30]],
];
const STATES = ['C1', 'C2', 'O1', 'O2', 'I1', 'I2'] as const;

/** Conductance with all channels open, S/cm2. */
const NAV11_DENSITY = 11.9;
const NAV16_DENSITY = 0.01;

function channel(name: string, densitySPerCm2: number, transitions: Transitions, temperatureC: number, reversalMv: number): { state: MarkovScheme; current: Current } {
  const q = q10Factor(3, temperatureC, 20);
  const v = variable('v');
  const term = ([rate, halfMv, slopeMv]: RateTerm): Expression => div(rate, add(1, exp(div(sub(v, halfMv), slopeMv))));
  const stateName = (state: string): string => `${name}_${state}`;
  return {
    state: {
      kind: 'markov', name, states: STATES.map(stateName),
      transitions: transitions.map(([from, to, first, ...rest]) => ({
        from: stateName(from), to: stateName(to), ratePerMs: mul(q, add(term(first), ...rest.map(term))),
      })),
    },
    current: {
      name, ion: 'na', conductanceSPerCm2: mul(densitySPerCm2, add(variable(stateName('O1')), variable(stateName('O2')))), reversalMv: constant(reversalMv),
    },
  };
}

/** Nav1.1 and Nav1.6 with the densities of Yi & Grill 2020. */
export function markovSodiumChannels(temperatureC: number, reversalMv: number): { states: MarkovScheme[]; currents: Current[] } {
  const channels = [channel('nav11', NAV11_DENSITY, NAV11, temperatureC, reversalMv), channel('nav16', NAV16_DENSITY, NAV16, temperatureC, reversalMv)];
  return { states: channels.map(({ state }) => state), currents: channels.map(({ current }) => current) };
}
