// HH: the squid axon of Hodgkin & Huxley in today's sign convention, at 32 C by default as NRV uses it.
import { add, constant, div, exp, mul, neg, power, variable } from '../codegen/expression';
import type { UnmyelinatedMembrane } from './model';
import { EXTRA_LEAK, NEURON_RATE_TABLE } from './neuron-defaults';
import { gateOfRates, linoid, q10Factor } from './rate-forms';

/** Published: rest at -65 mV. Variant nrv: extra leak of 0.001 S/cm2 at -70 mV, start at -67.5 mV, NEURON's 1 mV rate table. */
export function hodgkinHuxley(variant: 'published' | 'nrv', temperatureC = 32): UnmyelinatedMembrane {
  const v = variable('v');
  const timeFactor = 1 / q10Factor(3, temperatureC, 6.3);
  return {
    name: 'HH',
    citations: ['Hodgkin & Huxley 1952, J Physiol 117:500-544, doi 10.1113/jphysiol.1952.sp004764'],
    temperatureC,
    initialVoltageMv: variant === 'nrv' ? -67.5 : -65,
    axialResistivityOhmCm: 200,
    capacitanceUfPerCm2: 1,
    states: [
      gateOfRates('m', mul(0.1, linoid(neg(add(v, 40)), 10)), mul(4, exp(div(add(v, 65), -18))), timeFactor),
      gateOfRates('h', mul(0.07, exp(div(add(v, 65), -20))), div(1, add(exp(div(add(v, 35), -10)), 1)), timeFactor),
      gateOfRates('n', mul(0.01, linoid(neg(add(v, 55)), 10)), mul(0.125, exp(div(add(v, 65), -80))), timeFactor),
    ],
    currents: [
      { name: 'na', ion: 'na', conductanceSPerCm2: mul(0.12, power(variable('m'), 3), variable('h')), reversalMv: constant(50) },
      { name: 'k', ion: 'k', conductanceSPerCm2: mul(0.036, power(variable('n'), 4)), reversalMv: constant(-77) },
      { name: 'leak', ion: null, conductanceSPerCm2: constant(0.0003), reversalMv: constant(-54.3) },
      ...(variant === 'nrv' ? [EXTRA_LEAK] : []),
    ],
    ...(variant === 'nrv' ? { rateTable: NEURON_RATE_TABLE } : {}),
  };
}
