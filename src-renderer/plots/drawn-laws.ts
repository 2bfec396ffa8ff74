// The densities that the diameters of a run were drawn from, to lie over their histogram.
import { DRAW_GRID, LIBRARY_LAWS, drawGridUm, drawProbabilities, type DiameterLaw, type FiberType } from '../../src-model/library/diameter-laws';
import { fitDiameterLaw } from '../../src-model/library/fit-diameters';
import type { DiameterStatistic, Project } from '../../src-model/project';
import type { FiberTable } from '../../src-model/results';
import type { FittedLaw } from './options/histogram';

function lawOf(statistic: DiameterStatistic, type: FiberType): DiameterLaw | null {
  if (statistic.kind === 'library') return LIBRARY_LAWS[statistic.name] ?? null;
  return statistic.kind === 'histogram' ? fitDiameterLaw(statistic.binStartsUm, statistic.frequencies, type).law : null;
}

/** Per fibre type the laws of the fascicles, each by its number of fibres. Its integral is the part of the fibres whose diameters were drawn. */
export function drawnLaws(project: Project, fibers: FiberTable): FittedLaw[] {
  return (['myelinated', 'unmyelinated'] as const).flatMap((type): FittedLaw[] => {
    const x = drawGridUm(type);
    const { lowUm, highUm, points } = DRAW_GRID[type];
    const stepUm = (highUm - lowUm) / (points - 1);
    const density = new Float64Array(points);
    const members = Array.from({ length: fibers.count }, (_, k) => k).filter((k) => (fibers.myelinated[k] === 1) === (type === 'myelinated'));
    for (const { id, population } of project.fascicles) {
      if (population.kind !== 'generated') continue;
      const law = lawOf(type === 'myelinated' ? population.myelinatedDiameters : population.unmyelinatedDiameters, type);
      const count = members.filter((k) => fibers.fascicles[fibers.fascicle[k]] === id).length;
      if (law === null || count === 0) continue;
      drawProbabilities(law, type).forEach((probability, k) => (density[k] += ((count / members.length) * probability) / stepUm));
    }
    return density.some((value) => value > 0) ? [{ myelinated: type === 'myelinated', x, density }] : [];
  });
}
