// exp and log over lanes, from additions, multiplications and bit operations: WebAssembly has neither.
import type { LaneBuilder, Lanes } from './lane-builder';
import type { Precision } from './wasm-opcodes';

/** Arguments beyond these limits are clamped. f64: the guard of the plain evaluator; f32: the finite range of the format. */
const EXP_LIMIT: Record<Precision, number> = { f64: 700, f32: 87 };
const LN2_HIGH: Record<Precision, number> = { f64: 0.6931471803691238, f32: 0.693145751953125 };
const LN2_LOW: Record<Precision, number> = { f64: 1.9082149292705877e-10, f32: 1.428606820309417e-6 };
/** Degree of the Taylor polynomial of exp on |r| <= ln2 / 2: the remainder is at most 6.3e-15 (f64), 1.2e-7 (f32). */
const EXP_DEGREE: Record<Precision, number> = { f64: 11, f32: 6 };
/** Adding 1.5 * 2^mantissa bits puts a small whole number into the low bits. */
const WHOLE: Record<Precision, number> = { f64: 1.5 * 2 ** 52, f32: 1.5 * 2 ** 23 };
const MANTISSA_BITS: Record<Precision, number> = { f64: 52, f32: 23 };
const EXPONENT_BIAS: Record<Precision, number> = { f64: 1023, f32: 127 };

const factorials = (degree: number): number[] => {
  const inverse = [1];
  for (let k = 1; k <= degree; k++) inverse.push(inverse[k - 1] / k);
  return inverse;
};

/**
 * exp(x) = 2^n exp(r), n = nearest(x / ln 2), |r| <= ln2 / 2. Relative error below 7e-15 (f64), 3e-7 (f32).
 * Arguments are clamped to +-700 (f64) or +-87 (f32); NaN stays NaN.
 */
export function laneExp(lanes: LaneBuilder, x: Lanes): Lanes {
  const { precision } = lanes.format;
  const limit = EXP_LIMIT[precision];
  const clamped = lanes.pmax(lanes.pmin(x, lanes.constant(limit)), lanes.constant(-limit));
  const n = lanes.nearest(lanes.mul(clamped, lanes.constant(Math.LOG2E)));
  const r = lanes.sub(lanes.sub(clamped, lanes.mul(n, lanes.constant(LN2_HIGH[precision]))), lanes.mul(n, lanes.constant(LN2_LOW[precision])));
  const mantissa = lanes.polynomial(r, factorials(EXP_DEGREE[precision]));
  const shift = precision === 'f64' ? 'i64x2.shl' : 'i32x4.shl';
  const exponent = lanes.shift(shift, lanes.add(n, lanes.constant(WHOLE[precision] + EXPONENT_BIAS[precision])), MANTISSA_BITS[precision]);
  return lanes.mul(mantissa, exponent);
}

/** log(m) = 2 artanh(s), s = (m - 1) / (m + 1): coefficients 2 / (2k + 1) of s^(2k+1); |s| <= 0.1716. */
const LOG_TERMS: Record<Precision, number> = { f64: 11, f32: 5 };

/**
 * log(x) = n ln2 + log(m), m in [sqrt(1/2), sqrt(2)). Relative error below 1e-14 (f64), 4e-7 (f32) for normal x > 0;
 * NaN for x < 0 or NaN, -Infinity for 0.
 */
export function laneLog(lanes: LaneBuilder, x: Lanes): Lanes {
  const { precision } = lanes.format;
  const wide = precision === 'f64';
  const bits = MANTISSA_BITS[precision];
  const one = lanes.constant(1);
  // exponent of x * sqrt(2), so that m lies around 1
  const scaled = lanes.mul(x, lanes.constant(Math.SQRT2));
  const biased = lanes.shift(wide ? 'i64x2.shr_u' : 'i32x4.shr_u', scaled, bits);
  const whole = lanes.constant(2 ** bits);
  const n = lanes.sub(lanes.sub(lanes.raw('v128.or', biased, whole), whole), lanes.constant(EXPONENT_BIAS[precision]));
  const power = lanes.shift(wide ? 'i64x2.shl' : 'i32x4.shl', lanes.add(n, lanes.constant(WHOLE[precision] + EXPONENT_BIAS[precision])), bits);
  const m = lanes.div(x, power);
  const s = lanes.div(lanes.sub(m, one), lanes.add(m, one));
  const series = lanes.polynomial(lanes.mul(s, s), Array.from({ length: LOG_TERMS[precision] }, (_, k) => 2 / (2 * k + 1)));
  const finite = lanes.add(lanes.mul(n, lanes.constant(LN2_HIGH[precision])), lanes.add(lanes.mul(s, series), lanes.mul(n, lanes.constant(LN2_LOW[precision]))));
  const zero = lanes.constant(0);
  const atZero = lanes.select(lanes.less(zero, x), finite, lanes.constant(-Infinity));
  return lanes.select(lanes.less(x, zero), lanes.constant(NaN), lanes.add(atZero, lanes.mul(x, zero)));
}
