// The search for one threshold: upwards in factors until the answer changes, then bisection. Recruitment is not monotonic in amplitude,
// so the scan starts at the minimum: it finds the lowest change, and nothing is assumed about the maximum.

export interface SearchBounds {
  /** Factors on the drives; minimum > 0. */
  minimum: number;
  maximum: number;
  /** The bracket is narrowed to (high - low) <= relativeTolerance * high. */
  relativeTolerance: number;
  /** Step of the scan; windows of recruitment narrower than this factor can be missed. 1.3 when absent. */
  scanFactor?: number;
}

export interface Search {
  /** Last amplitude of the scan, 0 before the first. */
  scanned: number;
  metAtMinimum: boolean;
  /** Bracket of the lowest amplitude with success, and above it of the lowest without. */
  lower: { low: number; high: number } | null;
  upper: { low: number; high: number } | null;
  finished: boolean;
  trials: number;
}

export const startSearch = (): Search => ({ scanned: 0, metAtMinimum: false, lower: null, upper: null, finished: false, trials: 0 });

const SCAN_FACTOR = 1.3;
/** With few active searches lanes are free: this many trials per round are worth while. */
const LANES_WORTH = 8;

const narrowed = ({ low, high }: { low: number; high: number }, tolerance: number): boolean => high - low <= tolerance * high;
const nextScanned = (scanned: number, { minimum, maximum, scanFactor = SCAN_FACTOR }: SearchBounds): number =>
  (scanned === 0 ? minimum : Math.min(scanned * scanFactor, maximum));

/** The bracket that is being narrowed, if any. */
function openBracket(search: Search, bounds: SearchBounds): { low: number; high: number } | null {
  for (const bracket of [search.lower, search.upper]) if (bracket && !narrowed(bracket, bounds.relativeTolerance)) return bracket;
  return null;
}

/**
 * Amplitudes to try next. The first decides; the others are those that could follow it, so that the answer is the same however many
 * searches run together (`active`).
 */
export function nextAmplitudes(search: Search, bounds: SearchBounds, active: number): number[] {
  const bracket = openBracket(search, bounds);
  const room = Math.max(1, Math.floor(LANES_WORTH / active));
  const amplitudes: number[] = [];
  if (!bracket) {
    for (let scanned = search.scanned; amplitudes.length < room && (scanned === 0 || scanned < bounds.maximum);) amplitudes.push((scanned = nextScanned(scanned, bounds)));
    return amplitudes;
  }
  // The points of a bisection, level by level.
  let level = [bracket];
  while (amplitudes.length + level.length <= room || amplitudes.length === 0) {
    amplitudes.push(...level.map(({ low, high }) => (low + high) / 2));
    level = level.flatMap(({ low, high }) => [{ low, high: (low + high) / 2 }, { low: (low + high) / 2, high }]);
  }
  return amplitudes;
}

/** Moves the search on as far as the answers reach (success by amplitude). */
export function takeAnswers(search: Search, answers: ReadonlyMap<number, boolean>, bounds: SearchBounds, upper: boolean): void {
  search.trials += answers.size;
  while (!search.finished) {
    const bracket = openBracket(search, bounds);
    const amplitude = bracket ? (bracket.low + bracket.high) / 2 : nextScanned(search.scanned, bounds);
    const success = answers.get(amplitude);
    if (success === undefined) return;
    // The upper bracket is sought for failure.
    if (bracket) bracket[success === (bracket === search.lower) ? 'high' : 'low'] = amplitude;
    else takeScan(search, amplitude, success, bounds);
    const settled = !openBracket(search, bounds);
    search.finished ||= settled && (search.lower !== null && !(upper && search.upper === null) || search.scanned >= bounds.maximum);
  }
}

function takeScan(search: Search, amplitude: number, success: boolean, bounds: SearchBounds): void {
  const before = search.scanned;
  search.scanned = amplitude;
  if (search.lower) {
    if (!success) search.upper = { low: before, high: amplitude };
  } else if (success && before === 0) {
    search.metAtMinimum = true;
    search.finished = true;
  } else if (success) {
    search.lower = { low: before, high: amplitude };
  }
  if (amplitude >= bounds.maximum && !openBracket(search, bounds)) search.finished = true;
}
