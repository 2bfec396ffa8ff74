// Handles of the selected thing in the cross-section: where they sit and what dragging one changes.
import { centerOf } from '../../../src-model/geometry/shape';
import { turned, type PointUm } from '../../../src-model/geometry/point';
import type { Fascicle, Project } from '../../../src-model/project';
import { cuffBody } from '../geometry/cuff';
import { roundUm, turnedBy } from '../item-edits';
import type { PathChange, Selected } from '../selection';

export interface Handle {
  key: string;
  kind: 'size' | 'turn' | 'corner';
  label: string;
  at: PointUm;
  /** Changes for the handle dragged to a point; `project` is the one the drag began with. */
  drag: (to: PointUm) => PathChange[];
}

const LEAST_SIZE_UM = 0.5;
const TURN_SNAP_DEG = 5;

/** Rounds to multiples of `snapUm`, or to what a user would type without one. */
export function snapped(value: number, snapUm: number | null): number {
  return roundUm(snapUm === null ? value : Math.round(value / snapUm) * snapUm);
}

/** Handles in um; `reachUm` is the distance at which turning knobs stand off. */
export function handlesOf(project: Project, selected: Selected, snapUm: number | null, reachUm: number): Handle[] {
  if (selected.kind === 'nerve' && project.nerve) {
    const diameter = (to: PointUm): number => Math.max(LEAST_SIZE_UM, snapped(2 * Math.hypot(...to), snapUm));
    return [{ key: 'size', kind: 'size', label: 'Diameter of the nerve', at: [project.nerve.diameterUm / 2, 0], drag: (to) => [{ path: ['nerve', 'diameterUm'], value: diameter(to) }] }];
  }
  if (selected.kind === 'fascicle') {
    const index = project.fascicles.findIndex(({ id }) => id === selected.id);
    return index < 0 ? [] : fascicleHandles(project, project.fascicles[index], index, selected, snapUm, reachUm);
  }
  if (selected.kind === 'electrode') return electrodeHandles(project, selected, snapUm, reachUm);
  return [];
}

function fascicleHandles(project: Project, { id, shape }: Fascicle, index: number, selected: Selected, snapUm: number | null, reachUm: number): Handle[] {
  const center = centerOf(shape);
  const path = (key: string): (string | number)[] => ['fascicles', index, 'shape', key];
  const size = (to: PointUm, along: PointUm): number =>
    Math.max(LEAST_SIZE_UM, snapped(2 * Math.abs((to[0] - center[0]) * along[0] + (to[1] - center[1]) * along[1]), snapUm));
  switch (shape.kind) {
    case 'circle': return ([[1, 0], [0, 1], [-1, 0], [0, -1]] as const).map((along, k) => ({
      key: `size${k}`, kind: 'size', label: `Diameter of ${id}`, at: [center[0] + (along[0] * shape.diameterUm) / 2, center[1] + (along[1] * shape.diameterUm) / 2],
      drag: (to) => [{ path: path('diameterUm'), value: size(to, along) }],
    }));
    case 'ellipse': {
      const first = turned([1, 0], shape.rotationDeg);
      const second = turned([0, 1], shape.rotationDeg);
      const axis = (along: PointUm, diameterUm: number, key: 'diameterYUm' | 'diameterZUm', sign: 1 | -1): Handle => ({
        key: `${key}${sign}`, kind: 'size', label: `${key === 'diameterYUm' ? 'First' : 'Second'} diameter of ${id}`,
        at: [center[0] + (sign * along[0] * diameterUm) / 2, center[1] + (sign * along[1] * diameterUm) / 2],
        drag: (to) => [{ path: path(key), value: size(to, along) }],
      });
      return [
        axis(first, shape.diameterYUm, 'diameterYUm', 1), axis(first, shape.diameterYUm, 'diameterYUm', -1),
        axis(second, shape.diameterZUm, 'diameterZUm', 1), axis(second, shape.diameterZUm, 'diameterZUm', -1),
        turnHandle(project, selected, center, [center[0] + first[0] * (shape.diameterYUm / 2 + reachUm), center[1] + first[1] * (shape.diameterYUm / 2 + reachUm)], snapUm),
      ];
    }
    case 'polygon': {
      const corners = shape.verticesUm.map((at, corner): Handle => ({
        key: `corner${corner}`, kind: 'corner', label: `Corner ${corner + 1} of ${id}`, at,
        drag: (to) => [{ path: path('verticesUm'), value: shape.verticesUm.map((vertex, k) => (k === corner ? [snapped(to[0], snapUm), snapped(to[1], snapUm)] : vertex)) }],
      }));
      const reach = Math.max(...shape.verticesUm.map(([y]) => y - center[0])) + reachUm;
      return [...corners, turnHandle(project, selected, center, [center[0] + reach, center[1]], snapUm)];
    }
  }
}

/** Turning is relative: the angle between where the knob was and where it is. */
function turnHandle(project: Project, selected: Selected, center: PointUm, at: PointUm, snapUm: number | null): Handle {
  const start = Math.atan2(at[1] - center[1], at[0] - center[0]);
  return {
    key: 'turn', kind: 'turn', label: `Rotation of ${selected.id}`, at,
    drag: (to) => {
      const degrees = ((Math.atan2(to[1] - center[1], to[0] - center[0]) - start) * 180) / Math.PI;
      return turnedBy(project, selected, snapUm === null ? degrees : Math.round(degrees / TURN_SNAP_DEG) * TURN_SNAP_DEG);
    },
  };
}

function electrodeHandles(project: Project, selected: Selected, snapUm: number | null, reachUm: number): Handle[] {
  const index = project.electrodes.findIndex(({ id }) => id === selected.id);
  if (index < 0) return [];
  const electrode = project.electrodes[index];
  switch (electrode.kind) {
    case 'life': return [{
      key: 'size', kind: 'size', label: `Diameter of ${electrode.id}`, at: [electrode.yUm + electrode.diameterUm / 2, electrode.zUm],
      drag: ([y, z]) => [{ path: ['electrodes', index, 'diameterUm'], value: Math.max(LEAST_SIZE_UM, snapped(2 * Math.hypot(y - electrode.yUm, z - electrode.zUm), snapUm)) }],
    }];
    case 'time': {
      const length = ((electrode.contactCount - 1) * electrode.pitchUm + electrode.contactWidthUm) / 2 + reachUm;
      return [turnHandle(project, selected, [electrode.yUm, electrode.zUm], turned([electrode.yUm + length, electrode.zUm], electrode.rotationDeg, [electrode.yUm, electrode.zUm]), snapUm)];
    }
    case 'multi-contact-cuff': {
      if (!project.nerve) return [];
      const body = cuffBody(electrode, project.nerve);
      const radius = Math.max(body.contactOuterRadiusUm, body.insulator?.outerRadiusUm ?? 0) + reachUm;
      const angle = (electrode.rotationDeg * Math.PI) / 180;
      return [turnHandle(project, selected, [0, 0], [radius * Math.sin(angle), radius * Math.cos(angle)], snapUm)];
    }
    case 'point':
    case 'cuff': return [];
  }
}
