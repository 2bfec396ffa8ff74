// Histograms of fibre diameters in human sural nerves: counts per bin as published, frequencies = count / total.
// A statistic is a set of bin starts (um, equally spaced) and counts; its upper limit is the last start plus one width.

export interface DiameterHistogram {
  name: string;
  fiberType: 'myelinated' | 'unmyelinated';
  /** um, ascending, equally spaced. */
  binStartsUm: readonly number[];
  /** Fibres per bin. */
  counts: readonly number[];
  source: string;
}

const OCHOA = 'Ochoa & Mair 1969, Acta Neuropathol 13:197-216';
const JACOBS = 'Jacobs & Love 1985, Brain 108:897-924';
const SCHELLENS = 'Schellens et al. 1993, Muscle & Nerve 16:1342-1350';

function histogram(name: string, fiberType: DiameterHistogram['fiberType'], source: string, firstUm: number, stepUm: number, counts: readonly number[]): DiameterHistogram {
  return { name, fiberType, source, counts, binStartsUm: counts.map((_, bin) => firstUm + bin * stepUm) };
}

const HISTOGRAMS: readonly DiameterHistogram[] = [
  histogram('Schellens_1', 'myelinated', SCHELLENS, 2, 12 / 37, [
    8, 47, 99, 195, 186, 158, 95, 64, 24, 12, 16, 12, 10, 12, 23, 20, 26, 24, 46, 32, 36, 32, 42, 34, 22, 20, 18, 10, 4, 4, 3, 3, 1, 1, 3, 1, 1,
  ]),
  histogram('Schellens_2', 'myelinated', SCHELLENS, 1.8, 0.305, [
    3, 8, 56, 182, 186, 167, 90, 58, 44, 44, 30, 38, 34, 34, 36, 34, 36, 26, 18, 18, 16, 24, 12, 10, 8, 7, 4, 0, 0, 4, 0, 2, 2, 2, 2, 2, 2, 0, 0, 2, 2,
  ]),
  histogram('Ochoa_M', 'myelinated', OCHOA, 2, 1, [24, 51, 110, 144, 96, 66, 44, 52, 82, 100, 68, 12, 4]),
  histogram('Jacobs_9_A', 'myelinated', JACOBS, 2, 1, [20, 45, 39, 51, 25, 8, 1]),
  histogram('Jacobs_9_B', 'myelinated', JACOBS, 2, 1, [9, 50, 49, 14, 11, 9, 20, 15, 13, 2]),
  histogram('Jacobs_9_C', 'myelinated', JACOBS, 2, 1, [11, 41, 40, 17, 5, 11, 1, 15, 18, 14, 5]),
  histogram('Jacobs_9_D', 'myelinated', JACOBS, 2, 1, [10, 41, 39, 15, 8, 10, 13, 11, 19, 7, 0, 1]),
  histogram('Fugleholm', 'myelinated', 'Shipped with NRV 1.4.0 as "Fugleholm"; the original publication was not traced', 1, 1, [
    1, 60, 104, 105, 104, 61, 43, 44, 59, 83, 83, 62, 33, 10, 3, 2,
  ]),
  histogram('Ochoa_U', 'unmyelinated', OCHOA, 0.2, 0.2, [3, 13, 31, 46, 53, 60, 62, 56, 43, 41, 21, 8, 3, 1]),
  histogram('Jacobs_11_A', 'unmyelinated', JACOBS, 0.2, 0.2, [24, 72, 84, 151, 114, 33, 20, 4]),
  histogram('Jacobs_11_B', 'unmyelinated', JACOBS, 0.2, 0.2, [48, 147, 142, 110, 44, 16]),
  histogram('Jacobs_11_C', 'unmyelinated', JACOBS, 0.2, 0.2, [22, 90, 98, 94, 96, 60, 23, 14, 4]),
  histogram('Jacobs_11_D', 'unmyelinated', JACOBS, 0.2, 0.2, [36, 60, 48, 80, 96, 122, 44, 19, 6, 2]),
];

export const DIAMETER_STATISTICS: Readonly<Record<string, DiameterHistogram>> = Object.fromEntries(HISTOGRAMS.map((h) => [h.name, h]));

export function statisticNames(fiberType: DiameterHistogram['fiberType']): string[] {
  return HISTOGRAMS.filter((h) => h.fiberType === fiberType).map((h) => h.name);
}

/** Frequencies that sum to 1. */
export function frequenciesOf(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}
