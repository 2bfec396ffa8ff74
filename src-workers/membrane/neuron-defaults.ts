// What NRV's fibres inherit from NEURON without saying so; used by the variants `nrv` only.
import { constant } from '../codegen/expression';
import type { Current, RateTable } from './model';

/** NEURON's passive mechanism with its default values, which NRV inserts beside the leak of HH and Rattay_Aberham. */
export const EXTRA_LEAK: Current = { name: 'pas', ion: null, conductanceSPerCm2: constant(0.001), reversalMv: constant(-70) };

/** The lookup table of NEURON's hh and of RattayAberham.mod. */
export const NEURON_RATE_TABLE: RateTable = { fromMv: -100, toMv: 100, stepMv: 1 };

/** A channel constant as NEURON stores the default written in a .mod file: with six significant digits. */
export const modDefault = (value: number): number => Number(value.toPrecision(6));
