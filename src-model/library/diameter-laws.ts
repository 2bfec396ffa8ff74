// Diameter laws: sums of gamma densities fitted to the library's histograms, and the fixed grid that diameters are drawn from.
// The fits are those of NRV 1.4.0 (least squares at the bin starts), so that populations follow the same law.

/** weight * rate^shape (x - location)^(shape - 1) exp(-rate (x - location)) / Gamma(shape) for x > location, else 0. */
export interface GammaLobe {
  shape: number;
  /** 1/um */
  rate: number;
  weight: number;
  locationUm: number;
}

export interface DiameterLaw {
  lobes: readonly GammaLobe[];
}

/** The first lobe of a two-lobe law begins at 2 um, where the published histograms of myelinated fibres do. */
export const FIRST_LOBE_LOCATION_UM = 2;
export const SINGLE_LOBE_LOCATION_UM = 0.2;

function twoLobes(a1: number, b1: number, c1: number, a2: number, b2: number, c2: number, t: number): DiameterLaw {
  return { lobes: [{ shape: a1, rate: b1, weight: c1, locationUm: FIRST_LOBE_LOCATION_UM }, { shape: a2, rate: b2, weight: c2, locationUm: t }] };
}

function oneLobe(a: number, b: number, c: number): DiameterLaw {
  return { lobes: [{ shape: a, rate: b, weight: c, locationUm: SINGLE_LOBE_LOCATION_UM }] };
}

export const LIBRARY_LAWS: Readonly<Record<string, DiameterLaw>> = {
  Schellens_1: twoLobes(4.993144, 3.483747, 0.214785, 18.93747, 2.859977, 0.105338, 2),
  Schellens_2: twoLobes(5.533024, 4.856122, 0.180103, 5.729833, 1.338322, 0.122055, 2),
  Ochoa_M: twoLobes(6.589088, 2, 0.532584, 38.865539, 4.427131, 0.398521, 2),
  Jacobs_9_B: twoLobes(4.246365, 2.298157, 0.627294, 4.446955, 1.536155, 0.318204, 6.001531),
  Jacobs_9_C: twoLobes(3.870602, 2, 0.591101, 4.385736, 1.591826, 0.320945, 7.618647),
  Jacobs_9_D: twoLobes(3.870011, 2.050931, 0.581877, 17.264615, 2.381554, 0.373919, 2),
  Fugleholm: twoLobes(4.640771, 2, 0.39828, 14.190248, 1.661466, 0.512329, 2),
  // Ends below 10 um, so one lobe although myelinated: about 4 % of its draws are below 2 um.
  Jacobs_9_A: oneLobe(6.178919, 1.443165, 1.054448),
  Ochoa_U: oneLobe(4.007295, 3.096337, 0.207592),
  Jacobs_11_A: oneLobe(4.374924, 6.444526, 0.195565),
  Jacobs_11_B: oneLobe(2.692474, 5.69098, 0.193407),
  Jacobs_11_C: oneLobe(2.382641, 3.351433, 0.205761),
  Jacobs_11_D: oneLobe(4.987621, 5.512321, 0.184256),
};

/** Density at a diameter, per um up to the law's own scale. */
export function densityAt(law: DiameterLaw, diameterUm: number): number {
  return law.lobes.reduce((sum, lobe) => sum + lobe.weight * gammaDensity(diameterUm - lobe.locationUm, lobe.shape, lobe.rate), 0);
}

function gammaDensity(x: number, shape: number, rate: number): number {
  return x > 0 && rate > 0 ? Math.exp(shape * Math.log(rate) + (shape - 1) * Math.log(x) - rate * x - logGamma(shape)) : 0;
}

const LANCZOS = [676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905, -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7];

/** Logarithm of the gamma function for x > 0.5 (Lanczos 1964, g = 7), to 1e-13 relative. */
function logGamma(x: number): number {
  const shifted = x - 1;
  const series = LANCZOS.reduce((sum, coefficient, index) => sum + coefficient / (shifted + index + 1), 0.9999999999998099);
  const t = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(series);
}

/** Diameters are drawn from this many equally spaced values between the ends, both included. */
export const DRAW_GRID = {
  myelinated: { lowUm: 1, highUm: 20, points: 500 },
  unmyelinated: { lowUm: 0.1, highUm: 3, points: 500 },
} as const;

export type FiberType = keyof typeof DRAW_GRID;

export function drawGridUm(fiberType: FiberType): Float64Array {
  const { lowUm, highUm, points } = DRAW_GRID[fiberType];
  return Float64Array.from({ length: points }, (_, index) => lowUm + ((highUm - lowUm) * index) / (points - 1));
}

/** Probability of each value of the grid; sums to 1. All zeros when the law has nothing there. */
export function drawProbabilities(law: DiameterLaw, fiberType: FiberType): Float64Array {
  const densities = drawGridUm(fiberType).map((diameterUm) => densityAt(law, diameterUm));
  const total = densities.reduce((sum, density) => sum + density, 0);
  return total > 0 ? densities.map((density) => density / total) : densities.fill(0);
}
