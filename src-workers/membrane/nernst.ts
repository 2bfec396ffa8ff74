// Reversal potentials from concentrations.
import { type Expression, type Term, div, log, mul } from '../codegen/expression';

/** CODATA 2018: J / (K mol) and C / mol. */
export const GAS_CONSTANT = 8.31446261815324;
export const FARADAY = 96485.33212;

/** E = R T / F log(outside / inside) in mV for a monovalent cation. */
export function nernstMv(outsideMm: Term, insideMm: Term, temperatureC: number): Expression {
  return mul((1000 * GAS_CONSTANT * (temperatureC + 273.15)) / FARADAY, log(div(outsideMm, insideMm)));
}
