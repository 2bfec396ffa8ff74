// Copies of things: named anew, and put where they do not lie on top of what is there.
import type { Draft } from 'immer';
import { translated } from '../../../src-model/geometry/shape';
import type { Electrode, Fascicle, Fiber, Project } from '../../../src-model/project';
import type { Selected } from '../../scene/selection';
import { type Disc, discOf } from './enclosing-disc';
import { freeId, idsIn } from './references';

const RINGS = 40;
const SPOTS_PER_RING = 24;
/** Free space kept between a copy and what is there. */
const GAP_UM = 5;
/** Of copies of electrodes, in their own sizes. */
const ELECTRODE_STEP = 2;

/** What an electrode takes of the cross-section inside the nerve. */
function wireOf(electrode: Electrode): Disc[] {
  if (electrode.kind === 'life') return [{ centerYUm: electrode.yUm, centerZUm: electrode.zUm, radiusUm: electrode.diameterUm / 2 }];
  return electrode.kind === 'time' ? [{ centerYUm: electrode.yUm, centerZUm: electrode.zUm, radiusUm: (electrode.contactCount * electrode.pitchUm) / 2 }] : [];
}

/** The shortest way across the nerve on which all copied fascicles come to lie freely; a small step when there is no room. */
export function freeShift(project: Project, copied: readonly Fascicle[]): [byY: number, byZ: number] {
  const discs = copied.map(({ shape }) => discOf(shape));
  if (discs.length === 0) return [0, 0];
  const taken = project.fascicles.map(({ shape }) => discOf(shape));
  const obstacles = [...taken, ...project.electrodes.flatMap(wireOf)];
  const surface = project.nerve ? project.nerve.diameterUm / 2 : Infinity;
  const isFree = (byY: number, byZ: number): boolean => discs.every(({ centerYUm, centerZUm, radiusUm }) =>
    Math.hypot(centerYUm + byY, centerZUm + byZ) + radiusUm <= surface
    && obstacles.every((other) => Math.hypot(centerYUm + byY - other.centerYUm, centerZUm + byZ - other.centerZUm) >= radiusUm + other.radiusUm + GAP_UM));
  const farthest = Number.isFinite(surface) ? 2 * surface : 10 * Math.max(...discs.map(({ radiusUm }) => radiusUm));
  for (let ring = 1; ring <= RINGS; ring++) {
    for (let spot = 0; spot < SPOTS_PER_RING; spot++) {
      const [distance, angle] = [(farthest * ring) / RINGS, (2 * Math.PI * spot) / SPOTS_PER_RING];
      const [byY, byZ] = [Math.round(distance * Math.cos(angle)), Math.round(distance * Math.sin(angle))];
      if (isFree(byY, byZ)) return [byY, byZ];
    }
  }
  return [2 * GAP_UM, 2 * GAP_UM];
}

function fascicleCopy(fascicle: Fascicle, id: string, byY: number, byZ: number): Fascicle {
  const copy = { ...structuredClone(fascicle), id, shape: translated(fascicle.shape, byY, byZ) };
  if (copy.population.kind === 'explicit') {
    copy.population.axons = copy.population.axons.map((axon) => (axon.yUm === undefined || axon.zUm === undefined ? axon : { ...axon, yUm: axon.yUm + byY, zUm: axon.zUm + byZ }));
  }
  return copy;
}

/** Beside the original: cuffs along the nerve, the others across it. */
function electrodeCopy(electrode: Electrode, id: string): Electrode {
  const copy = { ...structuredClone(electrode), id };
  if ('centerXUm' in copy) copy.centerXUm += ELECTRODE_STEP * (copy.insulatorLengthUm ?? 2 * copy.contactLengthUm);
  else copy.zUm += ELECTRODE_STEP * (copy.kind === 'life' ? copy.diameterUm : copy.kind === 'time' ? copy.thicknessUm : 10 * GAP_UM);
  return copy;
}

const fiberCopy = (fiber: Fiber, id: string): Fiber => ({ ...structuredClone(fiber), id, zUm: fiber.zUm + ELECTRODE_STEP * fiber.diameterUm });

/** Copies of these things, in their order, with the recipe that adds them. */
export function copiesOf(project: Project, things: readonly Selected[]): { copies: Selected[]; add: (draft: Draft<Project>) => void } {
  const among = <T extends { id: string }>(list: readonly T[], kind: Selected['kind']): T[] => list.filter(({ id }) => things.some((each) => each.kind === kind && each.id === id));
  const named = <T extends { id: string }>(list: 'fascicles' | 'electrodes' | 'fibers', originals: readonly T[], copy: (original: T, id: string) => T): T[] => {
    const taken = idsIn(project, list);
    return originals.map((original) => {
      const id = freeId(original.id, taken);
      taken.push(id);
      return copy(original, id);
    });
  };
  const originals = among(project.fascicles, 'fascicle');
  const [byY, byZ] = freeShift(project, originals);
  const fascicles = named('fascicles', originals, (fascicle, id) => fascicleCopy(fascicle, id, byY, byZ));
  const electrodes = named('electrodes', among(project.electrodes, 'electrode'), electrodeCopy);
  const fibers = named('fibers', among(project.fibers, 'fiber'), fiberCopy);
  return {
    copies: [
      ...fascicles.map(({ id }): Selected => ({ kind: 'fascicle', id })), ...electrodes.map(({ id }): Selected => ({ kind: 'electrode', id })),
      ...fibers.map(({ id }): Selected => ({ kind: 'fiber', id })),
    ],
    add: (draft) => {
      draft.fascicles.push(...fascicles);
      draft.electrodes.push(...electrodes);
      draft.fibers.push(...fibers);
    },
  };
}
