// Strength-duration laws fitted to thresholds: rheobase and chronaxie.
// Weiss 1901, Arch Ital Biol 35:413-446: I = Irh (1 + c/t). Lapicque 1907, J Physiol Pathol Gen 9:620-635: I = Irh / (1 - exp(-t/tau)), c = tau ln 2.

export interface StrengthDurationFit {
  law: 'weiss' | 'lapicque';
  rheobaseUa: number;
  chronaxieMs: number;
  /** Root mean square of the relative residuals of the thresholds. */
  relativeError: number;
}

/** `durationsMs`, `thresholdsUa`: same length, at least two different durations, all positive; NaN thresholds (none found) are left out. */
export function fitStrengthDuration(law: StrengthDurationFit['law'], durationsMs: readonly number[], thresholdsUa: readonly number[]): StrengthDurationFit {
  const points = durationsMs.map((t, k) => ({ t, i: thresholdsUa[k] })).filter(({ i }) => Number.isFinite(i));
  if (new Set(points.map(({ t }) => t)).size < 2) {
    throw new Error(`A strength-duration fit needs thresholds at two or more pulse durations; ${points.length} found. Add durations or raise the highest amplitude.`);
  }
  const shape = law === 'weiss'
    ? (t: number, chronaxieMs: number) => 1 + chronaxieMs / t
    : (t: number, chronaxieMs: number) => 1 / (1 - Math.exp((-t * Math.LN2) / chronaxieMs));
  /** For a given chronaxie the best rheobase (relative least squares) is linear. */
  const fitAt = (chronaxieMs: number): StrengthDurationFit => {
    let top = 0;
    let bottom = 0;
    for (const { t, i } of points) {
      const ratio = shape(t, chronaxieMs) / i;
      top += ratio;
      bottom += ratio * ratio;
    }
    const rheobaseUa = top / bottom;
    const squares = points.reduce((sum, { t, i }) => sum + ((rheobaseUa * shape(t, chronaxieMs)) / i - 1) ** 2, 0);
    return { law, rheobaseUa, chronaxieMs, relativeError: Math.sqrt(squares / points.length) };
  };
  const logChronaxie = minimizeUnimodal((x) => fitAt(Math.exp(x)).relativeError,
    Math.log(Math.min(...points.map(({ t }) => t)) / 100), Math.log(Math.max(...points.map(({ t }) => t)) * 100));
  return fitAt(Math.exp(logChronaxie));
}

/** Golden-section search on [low, high] after a coarse scan, to 1e-10 of the interval. */
function minimizeUnimodal(cost: (x: number) => number, low: number, high: number): number {
  const scan = 200;
  const at = (k: number): number => low + ((high - low) * k) / scan;
  let best = 0;
  for (let k = 1; k <= scan; k++) if (cost(at(k)) < cost(at(best))) best = k;
  let [a, b] = [at(Math.max(best - 1, 0)), at(Math.min(best + 1, scan))];
  const golden = (Math.sqrt(5) - 1) / 2;
  while (b - a > 1e-10 * (high - low)) {
    const c = b - golden * (b - a);
    const d = a + golden * (b - a);
    if (cost(c) < cost(d)) b = d;
    else a = c;
  }
  return (a + b) / 2;
}
