// The axons of one fascicle: diameters, positions, node shifts, and which of them an electrode has taken the place of.
import { bodyOutline } from '../../src-model/geometry/electrode-outline';
import { contains, signedDistanceUm } from '../../src-model/geometry/shape';
import { DRAW_GRID, drawGridUm, drawProbabilities, LIBRARY_LAWS, type DiameterLaw, type FiberType } from '../../src-model/library/diameter-laws';
import { frequenciesOf } from '../../src-model/library/diameter-statistics';
import { ProblemError } from '../../src-model/problem';
import type { DiameterStatistic, Electrode, Fascicle, Placement, Population } from '../../src-model/project';
import { keyedStream } from '../../src-model/random/keyed-stream';
import type { Task } from '../../src-model/task';
import type { AxonTable } from './axons';
import { fitDiameterLaw } from '../../src-model/library/fit-diameters';
import { packAxons } from './pack';
import { placeAxons } from './place';

export interface PopulatedFascicle {
  axons: AxonTable;
  /** Axons for which no place was found. */
  unplacedCount: number;
  /** Axons that would lie in an electrode and are not simulated. */
  maskedByElectrode: number;
  /** Sentences about what the user should know; the caller knows the fascicle. */
  warnings: string[];
}

/** Below this share of explained variation a fitted law does not describe its histogram. */
const POOR_FIT = 0.4;

/**
 * Axon k's draws depend on (seed, fascicle id, k) alone. Statistics of kind "file" must have been read into histograms.
 * Throws ProblemError when a statistic or a given position is impossible; CancelledError when the task is cancelled.
 */
export function populateFascicle(fascicle: Fascicle, electrodes: readonly Electrode[], seed: number, task: Task): PopulatedFascicle {
  const { population, id } = fascicle;
  const warnings: string[] = [];
  const axons = population.kind === 'generated' ? drawAxons(population, id, seed, warnings) : givenAxons(population, id, seed);
  place(fascicle, axons, seed, task, warnings);
  let unplacedCount = 0;
  let maskedByElectrode = 0;
  for (let k = 0; k < axons.count; k++) {
    if (Number.isNaN(axons.yUm[k])) unplacedCount++;
    else if (electrodes.some((electrode) => overlaps(electrode, axons.yUm[k], axons.zUm[k], axons.diameterUm[k] / 2))) maskedByElectrode++;
    else axons.placed[k] = 1;
  }
  if (unplacedCount > 0) warnings.push(`${unplacedCount} of ${axons.count} axons could not be placed and are not simulated; enlarge the fascicle, lower the spacing or the number of axons, or allow more tries.`);
  if (maskedByElectrode > 0) warnings.push(maskedByElectrode === 1 ? '1 axon lies where an electrode is and is not simulated.' : `${maskedByElectrode} axons lie where an electrode is and are not simulated.`);
  return { axons, unplacedCount, maskedByElectrode, warnings };
}

function emptyTable(count: number): AxonTable {
  return {
    count,
    myelinated: new Uint8Array(count),
    diameterUm: new Float64Array(count),
    yUm: new Float64Array(count).fill(NaN),
    zUm: new Float64Array(count).fill(NaN),
    nodeShift: new Float64Array(count),
    placed: new Uint8Array(count),
  };
}

function drawAxons(population: Extract<Population, { kind: 'generated' }>, id: string, seed: number, warnings: string[]): AxonTable {
  const { axonCount, unmyelinatedFraction, nodeShift } = population;
  const axons = emptyTable(axonCount);
  // 0.29 * 100 is 28.999...96: rounding must not cost an axon.
  const unmyelinatedCount = Math.floor(axonCount * unmyelinatedFraction + 1e-9);
  axons.myelinated.fill(1, 0, axonCount - unmyelinatedCount);
  const order = keyedStream(seed, id, 'order');
  for (let last = axonCount - 1; last > 0; last--) {
    const other = Math.floor(order.uniform() * (last + 1));
    [axons.myelinated[last], axons.myelinated[other]] = [axons.myelinated[other], axons.myelinated[last]];
  }
  const draws = {
    myelinated: unmyelinatedCount < axonCount ? diameterDraw(population.myelinatedDiameters, 'myelinated', id, warnings) : null,
    unmyelinated: unmyelinatedCount > 0 ? diameterDraw(population.unmyelinatedDiameters, 'unmyelinated', id, warnings) : null,
  };
  for (let k = 0; k < axonCount; k++) {
    const myelinated = axons.myelinated[k] === 1;
    axons.diameterUm[k] = draws[myelinated ? 'myelinated' : 'unmyelinated']!(keyedStream(seed, id, 'diameter', k).uniform());
    if (myelinated && nodeShift === 'random') axons.nodeShift[k] = keyedStream(seed, id, 'node shift', k).uniform();
  }
  return axons;
}

/** From a uniform number to a diameter of the grid. */
function diameterDraw(statistic: DiameterStatistic, fiberType: FiberType, id: string, warnings: string[]): (uniform: number) => number {
  const probabilities = drawProbabilities(lawOf(statistic, fiberType, id, warnings), fiberType);
  const grid = drawGridUm(fiberType);
  let sum = 0;
  const cumulative = probabilities.map((probability) => (sum += probability));
  return (uniform) => {
    const found = cumulative.findIndex((level) => uniform * sum < level);
    return grid[found < 0 ? grid.length - 1 : found];
  };
}

function lawOf(statistic: DiameterStatistic, fiberType: FiberType, id: string, warnings: string[]): DiameterLaw {
  switch (statistic.kind) {
    case 'library':
      if (!Object.hasOwn(LIBRARY_LAWS, statistic.name)) throw fascicleError(id, `The library has no diameter statistic "${statistic.name}".`);
      return LIBRARY_LAWS[statistic.name];
    case 'histogram': {
      checkRange(statistic, fiberType, id, warnings);
      const { law, explained } = fitDiameterLaw(statistic.binStartsUm, statistic.frequencies, fiberType);
      if (explained < POOR_FIT) warnings.push(`The law fitted to the ${fiberType} diameter histogram "${statistic.name}" describes it poorly (${Math.round(100 * explained)} % of its variation); drawn diameters will differ from it.`);
      return law;
    }
    case 'file': throw fascicleError(id, `The diameter statistic "${statistic.path}" has not been read.`);
  }
}

/** Diameters are drawn from a fixed range; a histogram elsewhere is in another unit or of other fibres. */
function checkRange({ name, binStartsUm, frequencies }: Extract<DiameterStatistic, { kind: 'histogram' }>, fiberType: FiberType, id: string, warnings: string[]): void {
  const { lowUm, highUm } = DRAW_GRID[fiberType];
  const inside = frequenciesOf(frequencies).reduce((sum, share, bin) => (binStartsUm[bin] >= lowUm && binStartsUm[bin] <= highUm ? sum + share : sum), 0);
  if (inside === 0) throw fascicleError(id, `The ${fiberType} diameter histogram "${name}" has no fibre between ${lowUm} and ${highUm} um, where ${fiberType} diameters are drawn; check its unit (um) and its fibre type.`);
  if (inside < 0.95) warnings.push(`${Math.round(100 * (1 - inside))} % of the ${fiberType} diameter histogram "${name}" lies outside ${lowUm} to ${highUm} um, where diameters are drawn; those fibres are missing.`);
}

function fascicleError(id: string, message: string): ProblemError {
  return new ProblemError([{ severity: 'error', path: [], where: `fascicle "${id}"`, message }]);
}

/** Positions and node shifts that are not given are drawn. */
function givenAxons({ axons: given }: Extract<Population, { kind: 'explicit' }>, id: string, seed: number): AxonTable {
  const axons = emptyTable(given.length);
  given.forEach(({ myelinated, diameterUm, yUm, zUm, nodeShift }, k) => {
    axons.myelinated[k] = myelinated ? 1 : 0;
    axons.diameterUm[k] = diameterUm;
    if (yUm !== undefined && zUm !== undefined) [axons.yUm[k], axons.zUm[k]] = [yUm, zUm];
    if (myelinated) axons.nodeShift[k] = nodeShift ?? keyedStream(seed, id, 'node shift', k).uniform();
  });
  return axons;
}

/** Given positions stay; whatever has none gets one. */
function place({ id, shape, population }: Fascicle, axons: AxonTable, seed: number, task: Task, warnings: string[]): void {
  const { method, spacingUm, maxTries, borderSpacingUm = spacingUm }: Placement = population.placement;
  const given = Array.from({ length: axons.count }, (_, k) => k).filter((k) => !Number.isNaN(axons.yUm[k]));
  const outside = given.find((k) => !contains(shape, [axons.yUm[k], axons.zUm[k]], axons.diameterUm[k] / 2));
  if (outside !== undefined) throw fascicleError(id, `Axon ${outside + 1} (y = ${axons.yUm[outside]} um, z = ${axons.zUm[outside]} um) is not wholly inside the fascicle; move it.`);
  if (method === 'packer' && shape.kind === 'circle' && given.length === 0) {
    const packed = packAxons({ centerYUm: shape.centerYUm, centerZUm: shape.centerZUm, fascicleDiameterUm: shape.diameterUm, diameterUm: axons.diameterUm, spacingUm, borderSpacingUm, seed, fascicleId: id }, task);
    axons.yUm.set(packed.yUm);
    axons.zUm.set(packed.zUm);
    return;
  }
  if (method === 'packer') warnings.push('The packer needs a circular fascicle and no given positions; the placer is used instead.');
  placeAxons({ shape, diameterUm: axons.diameterUm, spacingUm, borderSpacingUm, maxTries, seed, fascicleId: id }, axons, task);
}

/** Whether an axon and an electrode's body share space in the cross-section (wherever along the nerve the electrode is). */
function overlaps(electrode: Electrode, yUm: number, zUm: number, radiusUm: number): boolean {
  if (electrode.kind === 'point') return Math.hypot(electrode.yUm - yUm, electrode.zUm - zUm) < radiusUm;
  const body = bodyOutline(electrode);
  return body !== null && signedDistanceUm(body, [yUm, zUm]) < radiusUm;
}
