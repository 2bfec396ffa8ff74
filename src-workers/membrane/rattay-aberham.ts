// Rattay_Aberham: Hodgkin-Huxley channels at 37 C for a mammalian unmyelinated axon.
import { add, constant, div, exp, mul, neg, power, sub, variable } from '../codegen/expression';
import { EXTRA_LEAK, NEURON_RATE_TABLE } from './neuron-defaults';
import type { UnmyelinatedMembrane } from './model';
import { gateOfRates, linoid, q10Factor } from './rate-forms';

/**
 * Published: no passive leak beside the model's own. Variant nrv: the leak of 0.001 S/cm2 at -70 mV that NRV adds, and the
 * 1 mV rate table of its channel file.
 */
export function rattayAberham(variant: 'published' | 'nrv', temperatureC = 37): UnmyelinatedMembrane {
  const u = add(variable('v'), 70);
  const timeFactor = 1 / q10Factor(2.24659524757, temperatureC, 6.3);
  return {
    name: 'Rattay_Aberham',
    citations: [
      'Rattay & Aberham 1993, IEEE Trans Biomed Eng 40:1201-1209, doi 10.1109/10.250575',
      'Pelot et al. 2021, J Neurophysiol 125:86-104, doi 10.1152/jn.00315.2020',
    ],
    temperatureC,
    initialVoltageMv: -70,
    axialResistivityOhmCm: 100,
    capacitanceUfPerCm2: 1,
    states: [
      gateOfRates('m', linoid(sub(2.5, mul(0.1, u)), 1), mul(4, exp(neg(div(u, 18)))), timeFactor),
      gateOfRates('h', mul(0.07, exp(neg(div(u, 20)))), div(1, add(exp(sub(3, mul(0.1, u))), 1)), timeFactor),
      gateOfRates('n', mul(0.1, linoid(sub(1, mul(0.1, u)), 1)), mul(0.125, exp(neg(div(u, 80)))), timeFactor),
    ],
    currents: [
      { name: 'na', ion: 'na', conductanceSPerCm2: mul(0.12, power(variable('m'), 3), variable('h')), reversalMv: constant(45) },
      { name: 'k', ion: 'k', conductanceSPerCm2: mul(0.036, power(variable('n'), 4)), reversalMv: constant(-82) },
      { name: 'leak', ion: null, conductanceSPerCm2: constant(0.0003), reversalMv: constant(-59.4) },
      ...(variant === 'nrv' ? [EXTRA_LEAK] : []),
    ],
    ...(variant === 'nrv' ? { rateTable: NEURON_RATE_TABLE } : {}),
  };
}
