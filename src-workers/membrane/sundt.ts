// Sundt: C fibre with Traub-Miles sodium (shifted) and Borg-Graham delayed-rectifier potassium.
import { add, constant, div, exp, mul, power, sub, variable } from '../codegen/expression';
import type { UnmyelinatedMembrane } from './model';
import { gate, gateOfRates, linoid, q10Factor } from './rate-forms';

/** Charge over thermal energy, per mV, with the constants of the original code. */
const thermalPerMv = (temperatureC: number): number => (1e-3 * 96480) / (8.315 * (273.16 + temperatureC));

/** The same in both variants. E_pas is exactly -60 mV and E_Na NEURON's default 50 mV, as in the authors' code (ModelDB) and in NRV. */
export function sundt(temperatureC = 37): UnmyelinatedMembrane {
  const v = variable('v');
  const q = q10Factor(3, temperatureC, 30);
  const kappa = thermalPerMv(temperatureC);
  const um = add(v, 59);
  const uh = add(v, 71);
  const n = exp(mul(-5 * kappa, add(v, 32)));
  const l = exp(mul(2 * kappa, add(v, 61)));
  return {
    name: 'Sundt',
    citations: ['Sundt, Gamper & Jaffe 2015, J Neurophysiol 114:3140-3153, doi 10.1152/jn.00226.2015'],
    temperatureC,
    initialVoltageMv: -60,
    axialResistivityOhmCm: 100,
    capacitanceUfPerCm2: 1,
    states: [
      gateOfRates('m', mul(0.32, linoid(sub(13.1, um), 4)), mul(0.28, linoid(sub(um, 40.1), 5)), 1 / q),
      gateOfRates('h', mul(0.128, exp(div(sub(17, uh), 18))), div(4, add(exp(div(sub(40, uh), 5)), 1)), 1 / q),
      gate('n', div(1, add(1, n)), div(exp(mul(-2 * kappa, add(v, 32))), mul(q * 0.03, add(1, n)))),
      gate('l', div(1, add(1, l)), div(l, mul(q * 0.001, add(1, l)))),
    ],
    currents: [
      { name: 'na', ion: 'na', conductanceSPerCm2: mul(0.04, power(variable('m'), 3), variable('h')), reversalMv: constant(50) },
      { name: 'k', ion: 'k', conductanceSPerCm2: mul(0.04, power(variable('n'), 3), variable('l')), reversalMv: constant(-90) },
      { name: 'leak', ion: null, conductanceSPerCm2: constant(1e-4), reversalMv: constant(-60) },
    ],
  };
}
