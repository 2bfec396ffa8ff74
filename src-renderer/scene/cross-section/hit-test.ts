// What lies under a point of the cross-section.
import { bodyOutline } from '../../../src-model/geometry/electrode-outline';
import { boundingBox, contains, signedDistanceUm } from '../../../src-model/geometry/shape';
import type { Electrode, Fascicle, Nerve, Project } from '../../../src-model/project';
import type { FiberTable } from '../../../src-model/results';
import { fiberAtPoint } from '../fiber-picking';
import { contactAngle, contactHalfAngle, cuffBody } from '../geometry/cuff';
import type { Selected } from '../selection';

export interface SectionHit {
  owner: Selected;
  title: string;
  /** Row of the fibre table, for fibres. */
  fiber: number | null;
}

/** Body of an electrode or fascicle under the point, without fibres. `toleranceUm` widens thin things. */
export function bodyAt(project: Project, yUm: number, zUm: number, toleranceUm: number): SectionHit | null {
  for (const electrode of [...project.electrodes].reverse()) {
    const title = electrodeTitleAt(electrode, project.nerve, yUm, zUm, toleranceUm);
    if (title !== null) return { owner: { kind: 'electrode', id: electrode.id }, title, fiber: null };
  }
  const fascicle = fascicleAt(project, yUm, zUm, toleranceUm);
  if (fascicle) return { owner: { kind: 'fascicle', id: fascicle.id }, title: `fascicle "${fascicle.id}"`, fiber: null };
  if (project.nerve && Math.hypot(yUm, zUm) <= project.nerve.diameterUm / 2 + toleranceUm) return { owner: { kind: 'nerve', id: '' }, title: 'nerve', fiber: null };
  return null;
}

/** Fascicle around the point, whatever lies in it. The smaller of two that overlap is the harder one to hit otherwise. */
export function fascicleAt({ fascicles }: Project, yUm: number, zUm: number, toleranceUm: number): Fascicle | null {
  const size = ({ shape }: Fascicle): number => {
    const box = boundingBox(shape);
    return (box.maxYUm - box.minYUm) * (box.maxZUm - box.minZUm);
  };
  return fascicles.filter(({ shape }) => contains(shape, [yUm, zUm], -toleranceUm)).sort((a, b) => size(a) - size(b))[0] ?? null;
}

export function fiberAt(table: FiberTable, yUm: number, zUm: number, toleranceUm: number): SectionHit | null {
  const row = fiberAtPoint(table, yUm, zUm, toleranceUm);
  if (row < 0) return null;
  return { owner: { kind: 'fiber', id: table.ids[row] }, title: `fibre ${table.ids[row]}`, fiber: row };
}

function electrodeTitleAt(electrode: Electrode, nerve: Nerve | undefined, yUm: number, zUm: number, toleranceUm: number): string | null {
  const own = `electrode "${electrode.id}"`;
  switch (electrode.kind) {
    case 'point':
      return Math.hypot(yUm - electrode.yUm, zUm - electrode.zUm) <= 2 * toleranceUm ? own : null;
    case 'life':
    case 'time':
      return signedDistanceUm(bodyOutline(electrode)!, [yUm, zUm]) <= toleranceUm ? own : null;
    case 'cuff':
    case 'multi-contact-cuff': {
      if (!nerve) return null;
      const body = cuffBody(electrode, nerve);
      const radius = Math.hypot(yUm, zUm);
      const outer = Math.max(body.contactOuterRadiusUm, body.insulator?.outerRadiusUm ?? 0);
      if (radius < nerve.diameterUm / 2 || radius > outer) return null;
      if (electrode.kind === 'cuff') return own;
      const contact = contactUnder(electrode, nerve, Math.atan2(yUm, zUm));
      return contact !== null && radius <= body.contactOuterRadiusUm ? `contact "${electrode.id}/${contact}"` : `${own}, insulator`;
    }
  }
}

function contactUnder(cuff: Extract<Electrode, { kind: 'multi-contact-cuff' }>, nerve: Nerve, angle: number): number | null {
  const half = contactHalfAngle(cuff, nerve);
  for (let k = 0; k < cuff.contactCount; k++) {
    const difference = angle - contactAngle(cuff, k);
    if (Math.abs(Math.atan2(Math.sin(difference), Math.cos(difference))) <= half) return k;
  }
  return null;
}
