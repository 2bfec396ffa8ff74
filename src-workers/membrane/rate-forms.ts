// Forms of rate functions that several membrane models share.
import { type Expression, type Term, abs, add, div, exp, ifLess, mul, neg, sub } from '../codegen/expression';
import type { Gate } from './model';

/** Below this |x / scale| the removable singularity of x / (1 - exp(-x / scale)) is replaced by its series. */
const SINGULAR = 1e-6;

/** x / (exp(x / scale) - 1), continued as scale (1 - x / (2 scale)) around x = 0. */
export function linoid(x: Expression, scale: number): Expression {
  const ratio = div(x, scale);
  return ifLess(abs(ratio), SINGULAR, mul(scale, sub(1, div(ratio, 2))), div(x, sub(exp(ratio), 1)));
}

/** rate (v + shift) / (1 - exp(-(v + shift) / scale)); rises with v. At the singularity rate * scale. */
export function risingRate(v: Expression, rate: number, shiftMv: number, scaleMv: number): Expression {
  const x = add(v, shiftMv);
  const ratio = div(x, scaleMv);
  return ifLess(abs(ratio), SINGULAR, rate * scaleMv, div(mul(rate, x), sub(1, exp(neg(ratio)))));
}

/** -rate (v + shift) / (1 - exp((v + shift) / scale)); falls with v. At the singularity rate * scale. */
export function fallingRate(v: Expression, rate: number, shiftMv: number, scaleMv: number): Expression {
  const x = add(v, shiftMv);
  const ratio = div(x, scaleMv);
  return ifLess(abs(ratio), SINGULAR, rate * scaleMv, div(mul(-rate, x), sub(1, exp(ratio))));
}

/** height / (1 + exp((v + shift) / scale)). */
export function sigmoid(v: Expression, height: Term, shiftMv: number, scaleMv: number): Expression {
  return div(height, add(1, exp(div(add(v, shiftMv), scaleMv))));
}

/** 1 / (1 + exp(-(v - half) / slope)). */
export function boltzmann(v: Expression, halfMv: number, slopeMv: number): Expression {
  return div(1, add(1, exp(neg(div(sub(v, halfMv), slopeMv)))));
}

/** Q10 factor: q10^((temperature - reference) / 10). */
export const q10Factor = (q10: number, temperatureC: number, referenceC: number): number => q10 ** ((temperatureC - referenceC) / 10);

/** A gate from its opening and closing rates (1/ms): inf = alpha / (alpha + beta), tau = timeFactor / (alpha + beta). */
export function gateOfRates(name: string, alpha: Expression, beta: Expression, timeFactor = 1): Gate {
  const sum = add(alpha, beta);
  return { kind: 'gate', name, steadyState: div(alpha, sum), timeConstantMs: div(timeFactor, sum) };
}

/** A gate stated by its steady state and time constant. */
export const gate = (name: string, steadyState: Expression, timeConstantMs: Expression): Gate => ({ kind: 'gate', name, steadyState, timeConstantMs });
