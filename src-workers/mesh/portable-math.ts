// Sines, angles and lengths that come out the same to the last bit in every JavaScript engine. The language leaves the last bits of
// Math.sin, Math.atan2, Math.hypot and others to the engine, and where the mesher faces a tie, they decide which mesh is made.
// Only + - * / and square roots are used, which IEEE 754 defines exactly.

export const hypotenuse = (a: number, b: number): number => Math.sqrt(a * a + b * b);

/** Half of pi in two parts: the first has 33 bits, so that its multiples by small whole numbers are exact. */
const HALF_PI_HIGH = 1.5707963267341256;
const HALF_PI_LOW = 6.077100506506192e-11;

/** Terms of the power series: enough for 2e-17 up to pi / 4. */
const TERMS = 9;

/** sum over k of (-1)^k r^(2k) / ((2k + first)! / first!), times the first factor: sine for first = 1, cosine for first = 0. */
function series(r: number, first: 0 | 1): number {
  const square = r * r;
  let sum = 1;
  for (let k = TERMS; k >= 1; k--) sum = 1 - (square / ((2 * k + first - 1) * (2 * k + first))) * sum;
  return first === 1 ? r * sum : sum;
}

/** [cosine, sine] of an angle in radians, within 2e-16 for |angle| up to 1e4. */
export function cosineAndSine(angle: number): [number, number] {
  const quarter = Math.round(angle / (Math.PI / 2));
  const r = angle - quarter * HALF_PI_HIGH - quarter * HALF_PI_LOW;
  const c = series(r, 0), s = series(r, 1);
  switch (((quarter % 4) + 4) % 4) {
    case 0: return [c, s];
    case 1: return [-s, c];
    case 2: return [-c, -s];
    default: return [s, -c];
  }
}

/** Angle of the direction (x, y), radians in (-pi, pi]; 0 for (0, 0). Arguments in the order of Math.atan2. */
export function directionAngle(y: number, x: number): number {
  const length = hypotenuse(x, y);
  if (length === 0) return 0;
  // tan(a / 2) = sin a / (1 + cos a), three times: the remaining angle is at most pi / 32 on either side of an axis.
  const isSteep = Math.abs(y) > Math.abs(x);
  const across = isSteep ? Math.abs(x) : Math.abs(y), along = isSteep ? Math.abs(y) : Math.abs(x);
  let tangent = across / along;
  for (let halving = 0; halving < 3; halving++) tangent /= 1 + Math.sqrt(1 + tangent * tangent);
  const square = tangent * tangent;
  let sum = 0;
  for (let k = TERMS; k >= 0; k--) sum = 1 / (2 * k + 1) - square * sum;
  const fromAxis = 8 * tangent * sum;
  const firstQuadrant = isSteep ? Math.PI / 2 - fromAxis : fromAxis;
  const upper = x < 0 ? Math.PI - firstQuadrant : firstQuadrant;
  return y < 0 ? -upper : upper;
}

export const arcSine = (sine: number): number => directionAngle(sine, Math.sqrt(1 - sine * sine));

/** The power of two nearest to a positive number, by ratio. */
export function nearestPowerOfTwo(value: number): number {
  let power = 1;
  while (power * Math.SQRT2 < value) power *= 2;
  while (power > value * Math.SQRT2) power /= 2;
  return power;
}
