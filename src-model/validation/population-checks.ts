// Checks of the axon populations: not empty, statistics that exist and make sense, explicit axons inside their fascicle.
import { didYouMean } from '../closest-name';
import { contains } from '../geometry/shape';
import { DIAMETER_STATISTICS, statisticNames } from '../library/diameter-statistics';
import { GEOMETRY_RANGE_UM, geometryRuleOf } from '../library/fiber-ranges';
import type { Problem } from '../problem';
import type { DiameterStatistic, Population, Project } from '../project';
import { errorAt, um, warningAt, type Path } from './finding';
import { soundFascicles } from './fascicle-checks';

/** Range of the drawn myelinated diameters (the sampling grid), um. */
const DRAWN_MYELINATED_UM = [1, 20] as const;

export function checkPopulations(project: Project): Problem[] {
  const sound = soundFascicles(project);
  return project.fascicles.flatMap(({ population }, index) => {
    const path = ['fascicles', index, 'population'];
    return population.kind === 'generated'
      ? generatedProblems(project, path, population)
      : explicitProblems(project, path, population, sound.includes(index) ? index : null);
  });
}

function generatedProblems(project: Project, path: Path, population: Extract<Population, { kind: 'generated' }>): Problem[] {
  const { axonCount, unmyelinatedFraction } = population;
  if (axonCount === 0) return [errorAt(project, [...path, 'axonCount'], 'The population is empty (0 axons); give the fascicle at least one axon, or remove it.')];
  const unmyelinated = Math.floor(axonCount * unmyelinatedFraction);
  return [
    ...(unmyelinated < axonCount ? statisticProblems(project, [...path, 'myelinatedDiameters'], population.myelinatedDiameters, 'myelinated') : []),
    ...(unmyelinated > 0 ? statisticProblems(project, [...path, 'unmyelinatedDiameters'], population.unmyelinatedDiameters, 'unmyelinated') : []),
    ...(unmyelinated < axonCount ? drawnRangeProblems(project, path) : []),
  ];
}

function drawnRangeProblems(project: Project, path: Path): Problem[] {
  const { myelinated } = project.simulation;
  const rule = geometryRuleOf(myelinated);
  const [lowUm, highUm] = GEOMETRY_RANGE_UM[rule];
  if (lowUm <= DRAWN_MYELINATED_UM[0] && highUm >= DRAWN_MYELINATED_UM[1]) return [];
  return [warningAt(project, path, `Diameters between ${um(DRAWN_MYELINATED_UM[0])} and ${um(DRAWN_MYELINATED_UM[1])} can be drawn, but the geometry "${rule}" of ${myelinated.model} holds from ${um(lowUm)} to ${um(highUm)}; fibres outside of it will be reported as failed. The geometry "nrv" or "monotone" covers all.`)];
}

function statisticProblems(project: Project, path: Path, statistic: DiameterStatistic, fiberType: 'myelinated' | 'unmyelinated'): Problem[] {
  switch (statistic.kind) {
    case 'library': {
      if (!Object.hasOwn(DIAMETER_STATISTICS, statistic.name)) {
        const names = statisticNames(fiberType);
        return [errorAt(project, [...path, 'name'], `The library has no diameter statistic "${statistic.name}".${didYouMean(statistic.name, names)} Choose one of ${names.join(', ')}.`)];
      }
      const { fiberType: meant } = DIAMETER_STATISTICS[statistic.name];
      return meant === fiberType ? [] : [warningAt(project, [...path, 'name'], `"${statistic.name}" is a statistic of ${meant} fibres but is used for ${fiberType} ones.`)];
    }
    case 'file': return [];
    case 'histogram': return histogramProblems(statistic.binStartsUm, statistic.frequencies).map((message) => errorAt(project, path, message));
  }
}

/** Bins may differ in width by this share before they count as unequal (rounded values in files). */
const WIDTH_TOLERANCE = 0.01;

/** What is wrong with a histogram, in sentences. Bin starts ascend in equal steps. */
export function histogramProblems(binStartsUm: readonly number[], frequencies: readonly number[]): string[] {
  if (binStartsUm.length !== frequencies.length) return [`The histogram has ${binStartsUm.length} bin starts but ${frequencies.length} frequencies; give one frequency for each bin.`];
  if (!frequencies.some((frequency) => frequency > 0)) return ['All frequencies of the histogram are 0; at least one must be positive.'];
  const widthUm = (binStartsUm[binStartsUm.length - 1] - binStartsUm[0]) / (binStartsUm.length - 1);
  const odd = binStartsUm.findIndex((start, bin) => bin > 0 && !(Math.abs(start - binStartsUm[bin - 1] - widthUm) <= WIDTH_TOLERANCE * widthUm));
  return odd < 0 ? [] : [`The bins of the histogram are not equally wide: from ${um(binStartsUm[odd - 1])} to ${um(binStartsUm[odd])}, where the mean width is ${um(widthUm)}; give ascending bin starts in equal steps.`];
}

function explicitProblems(project: Project, path: Path, { axons }: Extract<Population, { kind: 'explicit' }>, fascicleIndex: number | null): Problem[] {
  if (axons.length === 0) return [errorAt(project, [...path, 'axons'], 'The population is empty (no axons); give the fascicle at least one axon, or remove it.')];
  const rule = geometryRuleOf(project.simulation.myelinated);
  const [lowUm, highUm] = GEOMETRY_RANGE_UM[rule];
  return axons.flatMap(({ myelinated, diameterUm, yUm, zUm }, k): Problem[] => {
    const axonPath = [...path, 'axons', k];
    if (myelinated && (diameterUm < lowUm || diameterUm > highUm)) {
      return [errorAt(project, [...axonPath, 'diameterUm'], `Axon ${k + 1} has a diameter of ${um(diameterUm)}; the geometry "${rule}" holds from ${um(lowUm)} to ${um(highUm)}. Change the diameter or the geometry.`)];
    }
    if ((yUm === undefined) !== (zUm === undefined)) return [errorAt(project, axonPath, `Axon ${k + 1} has only one of the positions y and z; give both, or none to have it placed.`)];
    if (yUm === undefined || zUm === undefined || fascicleIndex === null) return [];
    return contains(project.fascicles[fascicleIndex].shape, [yUm, zUm], diameterUm / 2) ? [] : [errorAt(project, axonPath, `Axon ${k + 1} (diameter ${um(diameterUm)}, at y = ${um(yUm)}, z = ${um(zUm)}) is not wholly inside its fascicle; positions are absolute, not relative to the fascicle.`)];
  });
}
