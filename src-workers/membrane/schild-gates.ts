// The gates of Schild_94 and Schild_97 (Schild et al. 1994; Schild & Kunze 1997; cable form of Pelot et al. 2021).
import { type Expression, add, constant, div, exp, mul, neg, power, sub, variable } from '../codegen/expression';
import type { Gate } from './model';
import { boltzmann, gate, risingRate, sigmoid } from './rate-forms';
import type { SchildYear } from './schild';

const v = variable('v');
const REFERENCE_C = 22.85;
/** Reference temperature of the sodium channels of 1997. */
const REFERENCE_97_C = 22;

/** height exp(-width^2 (v - center)^2) + base, ms. */
const bell = (height: number, widthPerMv: number, base: number, centerMv: number): Expression =>
  add(mul(height, exp(neg(mul(widthPerMv ** 2, power(sub(v, centerMv), 2))))), base);

/** A time constant at the given temperature. */
const scaled = (tauMs: Expression, q10: number, temperatureC: number, referenceC = REFERENCE_C): Expression =>
  mul(q10 ** ((referenceC - temperatureC) / 10), tauMs);

function sodiumGates94(temperatureC: number): Gate[] {
  return [
    gate('naf_m', boltzmann(v, -41.35 + 17.5, 4.75), scaled(bell(0.75, 0.0635, 0.12, -40.35), 2.3, temperatureC)),
    gate('naf_h', boltzmann(v, -62 + 17.5, -4.5), scaled(bell(6.5, 0.0295, 0.55, -75), 1.5, temperatureC)),
    gate('naf_j', boltzmann(v, -40, -1.5), add(sigmoid(v, 25, -20, 4.5), 0.01)),
    gate('nas_m', boltzmann(v, -20.35 + 20, 4.45), scaled(bell(1.5, 0.0595, 0.15, -20.35), 2.3, temperatureC)),
    gate('nas_h', boltzmann(v, -18 + 20, -4.5), scaled(bell(4.95, 0.0335, 0.75, -20), 1.5, temperatureC)),
  ];
}

function sodiumGates97(temperatureC: number): Gate[] {
  const at = (tauMs: Expression, q10: number): Expression => scaled(tauMs, q10, temperatureC, REFERENCE_97_C);
  return [
    gate('naf_m', boltzmann(v, -31.62, 6.98), at(bell(1.15, 0.06, 0.21, -40), 2.3)),
    gate('naf_h', boltzmann(v, -65.99, -5.97), at(bell(18, 0.043, 1.35, -62.5), 1.5)),
    gate('nas_m', boltzmann(v, -11.29, 5.54), at(bell(1.45, 0.058, 0.26, -14.5), 2.3)),
    gate('nas_h', boltzmann(v, -31, -5.2), at(bell(10.75, 0.067, 3.15, -13.5), 1.5)),
  ];
}

function potassiumGates(temperatureC: number): Gate[] {
  const kdAlpha = risingRate(v, 0.001265, 14.273, 10);
  const kdBeta = mul(0.125, exp(div(add(v, 55), -2.5)));
  const calciumAlpha = mul(750, variable('cai'), exp(div(sub(v, 10), 12)));
  const calciumBeta = mul(0.05, exp(div(sub(v, 10), -60)));
  const calciumSum = add(calciumAlpha, calciumBeta);
  return [
    gate('kd_n', boltzmann(v, -14.62 - 3, 18.38), scaled(add(div(1, add(kdAlpha, kdBeta)), 1), 1.4, temperatureC)),
    gate('ka_p', boltzmann(v, -28 - 3, 28), scaled(bell(5, 0.022, 2.5, -65), 1.93, temperatureC)),
    gate('ka_q', boltzmann(v, -58 - 3, -7), scaled(bell(100, 0.035, 10.5, -30), 1.93, temperatureC)),
    gate('kds_x', boltzmann(v, -39.59 - 3, 14.68), scaled(bell(5, 0.022, 2.5, -65), 1.93, temperatureC)),
    gate('kds_y', boltzmann(v, -48 - 3, -7), scaled(constant(7500), 1.93, temperatureC)),
    gate('kca_c', div(calciumAlpha, calciumSum), scaled(div(4.5, calciumSum), 2.3, temperatureC)),
  ];
}

function calciumGates(temperatureC: number): Gate[] {
  const rise = sigmoid(v, 0.2, -2, -10);
  return [
    gate('can_d', boltzmann(v, -20 + 7, 4.5), scaled(bell(3.25, 0.042, 0.395, -31), 4.3, temperatureC)),
    gate('can_f1', boltzmann(v, -20 + 7, -25), scaled(bell(33.5, 0.0395, 5, -30), 4.3, temperatureC)),
    gate('can_f2', add(rise, boltzmann(v, -40 + 7, -10)), scaled(bell(225, 0.0275, 75, -40), 4.3, temperatureC)),
    gate('cat_d', boltzmann(v, -54 + 7, 5.75), scaled(bell(22, 0.052, 2.5, -68), 1.9, temperatureC)),
    gate('cat_f', boltzmann(v, -68 + 7, -6), scaled(bell(103, 0.05, 12.5, -58), 2.2, temperatureC)),
  ];
}

/** All gates. The shifts of the half potentials (added here) apply to the steady states only, not to the time constants. */
export const schildGates = (year: SchildYear, temperatureC: number): Gate[] =>
  [...(year === 94 ? sodiumGates94(temperatureC) : sodiumGates97(temperatureC)), ...potassiumGates(temperatureC), ...calciumGates(temperatureC)];
