// Moving, turning and resizing things by hand -> changes of the project. The same for gizmo, cross-section handles and keys.
import { centerOf, rotated, translated } from '../../src-model/geometry/shape';
import type { Electrode, Project, Shape } from '../../src-model/project';
import { cuffBody } from './geometry/cuff';
import type { PathChange, Selected } from './selection';

export interface Placement {
  /** Where handles sit, um. */
  at: [xUm: number, yUm: number, zUm: number];
  /** Directions in which it can be moved. */
  moves: { x: boolean; y: boolean; z: boolean };
  /** Whether it can turn about x. */
  turns: boolean;
  /** Which sizes can change. */
  resizes: boolean;
}

/** How something can be handled, or null for what cannot (fibres of a population, missing things). */
export function placementOf(project: Project, selected: Selected): Placement | null {
  switch (selected.kind) {
    case 'nerve':
      return project.nerve ? { at: [project.nerve.lengthUm / 2, 0, 0], moves: { x: false, y: false, z: false }, turns: false, resizes: true } : null;
    case 'fascicle': {
      const fascicle = project.fascicles.find(({ id }) => id === selected.id);
      if (!fascicle) return null;
      const [y, z] = centerOf(fascicle.shape);
      const lengthUm = project.nerve?.lengthUm ?? 0;
      return { at: [lengthUm, y, z], moves: { x: false, y: true, z: true }, turns: fascicle.shape.kind !== 'circle', resizes: true };
    }
    case 'electrode': {
      const electrode = project.electrodes.find(({ id }) => id === selected.id);
      return electrode ? electrodePlacement(electrode, project) : null;
    }
    // A fibre given explicitly can be moved; one that was drawn at random cannot.
    case 'fiber': {
      const fiber = project.fibers.find(({ id }) => id === selected.id);
      return fiber ? { at: [0, fiber.yUm, fiber.zUm], moves: { x: false, y: true, z: true }, turns: false, resizes: false } : null;
    }
  }
}

function electrodePlacement(electrode: Electrode, project: Project): Placement {
  const all = { x: true, y: true, z: true };
  switch (electrode.kind) {
    case 'point': return { at: [electrode.xUm, electrode.yUm, electrode.zUm], moves: all, turns: false, resizes: false };
    case 'life': return { at: [electrode.xUm + electrode.lengthUm / 2, electrode.yUm, electrode.zUm], moves: all, turns: false, resizes: true };
    case 'time': return { at: [electrode.xUm, electrode.yUm, electrode.zUm], moves: all, turns: true, resizes: true };
    case 'cuff':
    case 'multi-contact-cuff': {
      const top = project.nerve ? cuffBody(electrode, project.nerve).contactOuterRadiusUm : 0;
      return { at: [electrode.centerXUm, 0, top], moves: { x: true, y: false, z: false }, turns: electrode.kind === 'multi-contact-cuff', resizes: true };
    }
  }
}

const indexIn = (list: readonly { id: string }[], id: string): number => list.findIndex((item) => item.id === id);
const change = (value: unknown, ...path: (string | number)[]): PathChange => ({ path, value });

/** Values written by hand have no more digits than a user would type: multiples of 0.01 um and 0.1 degree. */
export const roundUm = (value: number): number => Math.round(value * 100) / 100;
const roundDeg = (value: number): number => Math.round(value * 10) / 10;

function roundedShape(shape: Shape): Shape {
  if (shape.kind === 'polygon') return { ...shape, verticesUm: shape.verticesUm.map(([y, z]) => [roundUm(y), roundUm(z)]) };
  return { ...shape, centerYUm: roundUm(shape.centerYUm), centerZUm: roundUm(shape.centerZUm) };
}

export function moved(project: Project, selected: Selected, byX: number, byY: number, byZ: number): PathChange[] {
  if (selected.kind === 'fascicle') {
    const index = indexIn(project.fascicles, selected.id);
    if (index < 0) return [];
    const { shape, population } = project.fascicles[index];
    const changes = [change(roundedShape(translated(shape, byY, byZ)), 'fascicles', index, 'shape')];
    if (population.kind === 'generated') return changes;
    // Positions of given axons are absolute: they go along.
    const axons = population.axons.map((axon) =>
      axon.yUm === undefined || axon.zUm === undefined ? axon : { ...axon, yUm: axon.yUm + byY, zUm: axon.zUm + byZ });
    return [...changes, change(axons, 'fascicles', index, 'population', 'axons')];
  }
  if (selected.kind === 'fiber') {
    const index = indexIn(project.fibers, selected.id);
    if (index < 0) return [];
    const fiber = project.fibers[index];
    return [change(roundUm(fiber.yUm + byY), 'fibers', index, 'yUm'), change(roundUm(fiber.zUm + byZ), 'fibers', index, 'zUm')];
  }
  const index = indexIn(project.electrodes, selected.id);
  if (selected.kind !== 'electrode' || index < 0) return [];
  const electrode = project.electrodes[index];
  if ('centerXUm' in electrode) return [change(roundUm(electrode.centerXUm + byX), 'electrodes', index, 'centerXUm')];
  return [
    change(roundUm(electrode.xUm + byX), 'electrodes', index, 'xUm'),
    change(roundUm(electrode.yUm + byY), 'electrodes', index, 'yUm'),
    change(roundUm(electrode.zUm + byZ), 'electrodes', index, 'zUm'),
  ];
}

/** Turn about x, counter-clockwise with y to the right and z up. */
export function turnedBy(project: Project, selected: Selected, byDeg: number): PathChange[] {
  if (selected.kind === 'fascicle') {
    const index = indexIn(project.fascicles, selected.id);
    if (index < 0) return [];
    const shape = rotated(project.fascicles[index].shape, byDeg);
    return [change(roundedShape(shape.kind === 'ellipse' ? { ...shape, rotationDeg: roundDeg(shape.rotationDeg) } : shape), 'fascicles', index, 'shape')];
  }
  const index = indexIn(project.electrodes, selected.id);
  if (selected.kind !== 'electrode' || index < 0) return [];
  const electrode = project.electrodes[index];
  // A cuff's rotation runs the other way round: from +z towards +y.
  if (electrode.kind === 'multi-contact-cuff') return [change(roundDeg(electrode.rotationDeg - byDeg), 'electrodes', index, 'rotationDeg')];
  if (electrode.kind === 'time') return [change(roundDeg(electrode.rotationDeg + byDeg), 'electrodes', index, 'rotationDeg')];
  return [];
}

/**
 * Resize by factors along x and across (along the shape's own first and second axis; a circle takes the geometric mean).
 * `least` keeps sizes positive.
 */
export function resized(project: Project, selected: Selected, factorX: number, factorY: number, factorZ: number): PathChange[] {
  const size = (value: number, factor: number): number => Math.max(LEAST_SIZE_UM, roundUm(value * factor));
  const across = Math.sqrt(factorY * factorZ);
  if (selected.kind === 'nerve') {
    if (!project.nerve) return [];
    return [change(size(project.nerve.lengthUm, factorX), 'nerve', 'lengthUm'), change(size(project.nerve.diameterUm, across), 'nerve', 'diameterUm')];
  }
  if (selected.kind === 'fascicle') {
    const index = indexIn(project.fascicles, selected.id);
    if (index < 0) return [];
    const { shape } = project.fascicles[index];
    switch (shape.kind) {
      case 'circle': return [change(size(shape.diameterUm, across), 'fascicles', index, 'shape', 'diameterUm')];
      case 'ellipse': return [
        change(size(shape.diameterYUm, factorY), 'fascicles', index, 'shape', 'diameterYUm'),
        change(size(shape.diameterZUm, factorZ), 'fascicles', index, 'shape', 'diameterZUm'),
      ];
      case 'polygon': {
        const [centerY, centerZ] = centerOf(shape);
        const verticesUm = shape.verticesUm.map(([y, z]) => [roundUm(centerY + (y - centerY) * factorY), roundUm(centerZ + (z - centerZ) * factorZ)]);
        return [change(verticesUm, 'fascicles', index, 'shape', 'verticesUm')];
      }
    }
  }
  const index = indexIn(project.electrodes, selected.id);
  if (selected.kind !== 'electrode' || index < 0) return [];
  const electrode = project.electrodes[index];
  switch (electrode.kind) {
    case 'point': return [];
    case 'life': {
      const lengthUm = size(electrode.lengthUm, factorX);
      return [
        change(roundUm(electrode.xUm + (electrode.lengthUm - lengthUm) / 2), 'electrodes', index, 'xUm'),
        change(lengthUm, 'electrodes', index, 'lengthUm'),
        change(size(electrode.diameterUm, across), 'electrodes', index, 'diameterUm'),
      ];
    }
    case 'time': return [
      change(size(electrode.contactLengthUm, factorX), 'electrodes', index, 'contactLengthUm'),
      change(size(electrode.pitchUm, factorY), 'electrodes', index, 'pitchUm'),
      change(size(electrode.contactWidthUm, factorY), 'electrodes', index, 'contactWidthUm'),
    ];
    case 'cuff':
    case 'multi-contact-cuff': return [change(size(electrode.contactLengthUm, factorX), 'electrodes', index, 'contactLengthUm')];
  }
}

const LEAST_SIZE_UM = 0.1;

export function labelOf(verb: string, selected: Selected): string {
  return `${verb} ${selected.kind === 'nerve' ? 'nerve' : selected.id}`;
}
