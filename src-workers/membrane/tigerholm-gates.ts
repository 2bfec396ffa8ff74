// The gates of the Tigerholm model (Tigerholm et al. 2014, J Neurophysiol 111:1721-1735, and the sources it names).
import { type Expression, add, div, exp, ifLess, max, mul, neg, power, sub, variable } from '../codegen/expression';
import type { Gate } from './model';
import { modDefault } from './neuron-defaults';
import { boltzmann, gate, gateOfRates, q10Factor, sigmoid } from './rate-forms';

const v = variable('v');

/** base + height exp(-(v - center)^2 / (2 width^2)), ms. */
const bell = (base: number, height: number, centerMv: number, widthMv: number): Expression =>
  add(base, mul(height, exp(div(neg(power(sub(v, centerMv), 2)), 2 * widthMv ** 2))));

/** Factor on time constants: q10^(-(temperature - reference) / 10). */
const timeFactor = (q10: number, temperatureC: number, referenceC: number): number => 1 / q10Factor(q10, temperatureC, referenceC);

/** 1 / (alpha + beta) times the factor, with alpha falling and beta rising with v. */
const twoRates = (factor: number, alpha: Expression, beta: Expression): Expression => div(factor, add(alpha, beta));

/** In variant nrv the constants of the channel files have six digits. Nav1.7's h exceeds 1 below -85 mV and KM and HCN time constants jump, as in the authors' code. */
export function tigerholmGates(variant: 'published' | 'nrv', temperatureC: number): Gate[] {
  const stored = variant === 'nrv' ? modDefault : (value: number): number => value;
  const sodium = timeFactor(2.5, temperatureC, 21);
  const nav18 = timeFactor(2.5, temperatureC, 22);
  const km = timeFactor(3.3, temperatureC, 21);
  const ka = timeFactor(3.3, temperatureC, 23);
  const kdr = timeFactor(3.3, temperatureC, 22);
  const hcn = timeFactor(3, temperatureC, 22);
  const kmSteady = boltzmann(v, -30, 6);
  const hcnSteady = boltzmann(v, -87.2, -9.7);
  return [
    gateOfRates('nav17_m', sigmoid(v, 15.5, -5, -12.08), sigmoid(v, 35.2, 72.7, 16.7), sodium),
    gateOfRates('nav17_h', sigmoid(v, 0.38685, 122.35, 15.29), add(-0.00283, sigmoid(v, 2.00283, 5.5266, stored(-12.70195))), sodium),
    gateOfRates('nav17_s', add(0.00003, sigmoid(v, 0.00092, 93.9, 16.6)), sub(132.05, sigmoid(v, 132.05, -384.9, 28.5)), sodium),
    gateOfRates('nav18_m', sub(2.85, sigmoid(v, 2.839, -1.159, 13.95)), sigmoid(v, 7.6205, 46.463, 8.8289), nav18),
    gate('nav18_h', boltzmann(v, -32.2, -4), mul(nav18, bell(1.218, 42.043, -38.1, 15.19))),
    gate('nav18_s', boltzmann(v, -45, -8), twoRates(nav18, sigmoid(v, 0.0054203, 79.816, 16.269), sigmoid(v, 0.0050757, 15.968, -11.542))),
    gate('nav18_u', boltzmann(v, -51, -8), twoRates(nav18, sigmoid(v, 0.0002 * 2.0434, 67.499, 19.51), sigmoid(v, 0.0002 * 1.9952, 30.963, -14.792))),
    gateOfRates('nav19_m', sigmoid(v, 1.032, 6.99, stored(-14.87115)), sigmoid(v, 5.79, 130.4, 22.9), sodium),
    gateOfRates('nav19_h', sigmoid(v, 0.06435, stored(73.26415), 3.71928), sigmoid(v, 0.13496, stored(10.27853), -9.09334), sodium),
    gateOfRates('nav19_s', mul(1.6e-7, exp(div(v, -12))), sigmoid(v, 0.0005, 32, -23), sodium),
    gate('km_ns', kmSteady, mul(km, ifLess(v, -60, 219, add(mul(13, v), 1000)))),
    gate('km_nf', kmSteady, div(km, add(mul(0.00395, exp(div(add(v, 30), 40))), mul(0.00395, exp(div(add(v, 30), -20)))))),
    gate('ka_m', power(boltzmann(v, 9.6, 16.4), 4), mul(ka, bell(0.25, 10.04, -24.67, 34.8))),
    gate('ka_h', boltzmann(v, -34.9, -4.6), mul(ka, max(5, bell(20, 50, -40, 40)))),
    gate('kdr_n', boltzmann(v, -25, 15.4), mul(kdr, ifLess(v, -31,
      mul(1000, add(0.000688, div(1, add(exp(div(add(v, 75.2), 6.5)), exp(div(sub(v, 131.5), -34.8)))))),
      add(0.16, mul(0.8, exp(mul(-0.0267, add(v, 11)))))))),
    gate('hcn_ns', hcnSteady, mul(hcn, ifLess(v, -70, add(2500, mul(100, exp(div(add(v, 240), 50)))), add(300, mul(542, exp(div(add(v, 25), -20))))))),
    gate('hcn_nf', hcnSteady, mul(hcn, ifLess(v, -70, add(250, mul(12, exp(div(add(v, 240), 50)))), add(140, mul(50, exp(div(add(v, 25), -20))))))),
  ];
}
