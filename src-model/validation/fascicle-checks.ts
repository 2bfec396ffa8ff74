// Checks of the nerve's cross-section: every fascicle a proper shape, inside the nerve, clear of the others.
import { polygonFlaw } from '../geometry/polygon';
import { outlineDistanceUm, outlinesCloserThan, relationOf } from '../geometry/relation';
import { areaUm2 } from '../geometry/shape';
import { effectiveDiameterUm, perineuriumThicknessUm } from '../library/perineurium';
import type { Problem } from '../problem';
import type { Circle, Project, Shape } from '../project';
import { errorAt, um, warningAt } from './finding';

/** Least distance between outlines: below it there is no tissue to speak of between two perineuria. */
export const MINIMUM_GAP_UM = 1;

export const nerveOutline = (diameterUm: number): Circle => ({ kind: 'circle', centerYUm: 0, centerZUm: 0, diameterUm });

/** Indices of the fascicles whose shape is sound, so that relations to it mean something. */
export function soundFascicles(project: Project): number[] {
  return project.fascicles.flatMap(({ shape }, index) => (shape.kind === 'polygon' && polygonFlaw(shape) ? [] : [index]));
}

export function checkFascicles(project: Project): Problem[] {
  const sound = soundFascicles(project);
  return [
    ...project.fascicles.flatMap(({ shape }, index) => shapeProblems(project, index, shape)),
    ...sound.flatMap((index) => [...nerveProblems(project, index), ...perineuriumProblems(project, index)]),
    ...sound.flatMap((second, position) => sound.slice(0, position).flatMap((first) => pairProblems(project, first, second))),
  ];
}

function shapeProblems(project: Project, index: number, shape: Shape): Problem[] {
  if (shape.kind !== 'polygon') return [];
  const flaw = polygonFlaw(shape);
  const path = ['fascicles', index, 'shape', 'verticesUm'];
  const corner = (k: number): string => `${(k % shape.verticesUm.length) + 1}`;
  switch (flaw?.kind) {
    case undefined: return [];
    case 'no area': return [errorAt(project, path, 'All corners lie on one line, so the fascicle has no area; move a corner.')];
    case 'repeated corner': return [errorAt(project, [...path, flaw.corner], `Corner ${corner(flaw.corner)} is at the same place as the one before it (${shape.verticesUm[flaw.corner].map(um).join(', ')}); remove one of them.`)];
    case 'crossing': {
      const [a, b] = flaw.edges;
      return [errorAt(project, [...path, a], `The outline crosses itself: the edge from corner ${corner(a)} to ${corner(a + 1)} meets the edge from corner ${corner(b)} to ${corner(b + 1)}; move a corner so that it does not.`)];
    }
  }
}

function nerveProblems(project: Project, index: number): Problem[] {
  const { nerve } = project;
  if (!nerve) return [];
  const { shape } = project.fascicles[index];
  const outline = nerveOutline(nerve.diameterUm);
  const path = ['fascicles', index, 'shape'];
  switch (relationOf(shape, outline)) {
    case 'apart': return [errorAt(project, path, `The fascicle lies outside the nerve (diameter ${um(nerve.diameterUm)}); move it inside.`)];
    case 'crossing': return [errorAt(project, path, `The fascicle reaches across the nerve's surface (diameter ${um(nerve.diameterUm)}); move it inwards, make it smaller, or enlarge the nerve.`)];
    case 'second inside first': return [errorAt(project, path, `The fascicle is larger than the nerve (diameter ${um(nerve.diameterUm)}); make it smaller or enlarge the nerve.`)];
    case 'first inside second': {
      const gapUm = outlineDistanceUm(shape, outline);
      return gapUm >= MINIMUM_GAP_UM ? [] : [errorAt(project, path, `The fascicle is only ${um(gapUm)} from the nerve's surface; leave at least ${um(MINIMUM_GAP_UM)}.`)];
    }
  }
}

function pairProblems(project: Project, first: number, second: number): Problem[] {
  const [a, b] = [project.fascicles[first], project.fascicles[second]];
  const path = ['fascicles', second, 'shape'];
  switch (relationOf(a.shape, b.shape)) {
    case 'crossing': return [errorAt(project, path, `The fascicle overlaps fascicle "${a.id}"; move them apart.`)];
    case 'first inside second': return [errorAt(project, path, `Fascicle "${a.id}" lies inside this fascicle; move them apart.`)];
    case 'second inside first': return [errorAt(project, path, `The fascicle lies inside fascicle "${a.id}"; move them apart.`)];
    case 'apart': return !outlinesCloserThan(a.shape, b.shape, MINIMUM_GAP_UM) ? []
      : [errorAt(project, path, `The fascicle is only ${um(outlineDistanceUm(a.shape, b.shape))} from fascicle "${a.id}"; leave at least ${um(MINIMUM_GAP_UM)} between them.`)];
  }
}

/** The perineurium is modelled as a layer without volume; that holds while it is thin. */
const THICK_SHARE = 0.15;

function perineuriumProblems(project: Project, index: number): Problem[] {
  const { nerve } = project;
  if (!nerve) return [];
  const fascicle = project.fascicles[index];
  const thicknessUm = perineuriumThicknessUm(fascicle, nerve);
  if (!(areaUm2(fascicle.shape) > 0) || thicknessUm <= THICK_SHARE * effectiveDiameterUm(fascicle.shape)) return [];
  return [warningAt(project, ['fascicles', index, 'perineuriumThicknessUm'],
    `The perineurium (${um(thicknessUm)}) is thicker than ${THICK_SHARE * 100} % of the fascicle's diameter (${um(effectiveDiameterUm(fascicle.shape))}); treating it as a thin layer is then inaccurate. Check the value.`)];
}
