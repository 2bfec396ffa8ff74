// How electrodes look in the cross-section: polygons in um, contacts and insulators apart. Cuffs are drawn with a limited thickness
// (a real one may be thicker than the nerve), everything else to scale.
import { bodyOutline, timeContactEnds } from '../geometry/electrode-outline';
import { cuffDimensions, isCuff, type CuffElectrode } from '../geometry/cuff';
import { outlinePoints } from '../geometry/shape';
import type { PointUm } from '../geometry/point';
import type { Electrode, Nerve } from '../project';

export interface SectionPart {
  electrode: string;
  role: 'contact' | 'insulator';
  verticesUm: PointUm[];
}

const CUFF_CONTACT_SHARE = 0.025;
const CUFF_INSULATOR_SHARE = 0.035;
const CIRCLE_POINTS = 72;

/** Sector of a ring; angles in radians from +z towards +y. */
function ringSector(innerUm: number, outerUm: number, from: number, to: number): PointUm[] {
  const steps = Math.max(2, Math.ceil(((to - from) / (2 * Math.PI)) * CIRCLE_POINTS));
  const arc = (radius: number): PointUm[] => Array.from({ length: steps + 1 }, (_, k) => {
    const angle = from + ((to - from) * k) / steps;
    return [radius * Math.sin(angle), radius * Math.cos(angle)];
  });
  return [...arc(outerUm), ...arc(innerUm).reverse()];
}

function cuffParts(cuff: CuffElectrode, nerve: Nerve): SectionPart[] {
  const size = cuffDimensions(cuff, nerve);
  const innerUm = nerve.diameterUm / 2 + cuff.recessUm;
  const contactUm = Math.min(size.contactThicknessUm, CUFF_CONTACT_SHARE * nerve.diameterUm);
  const parts: SectionPart[] = [];
  if (size.insulator) {
    const outerUm = innerUm + contactUm + Math.min(size.insulator.thicknessUm, CUFF_INSULATOR_SHARE * nerve.diameterUm);
    parts.push({ electrode: cuff.id, role: 'insulator', verticesUm: ringSector(nerve.diameterUm / 2, outerUm, 0, 2 * Math.PI) });
  }
  const ring = (from: number, to: number): SectionPart => ({ electrode: cuff.id, role: 'contact', verticesUm: ringSector(innerUm, innerUm + contactUm, from, to) });
  if (cuff.kind === 'cuff') return [...parts, ring(0, 2 * Math.PI)];
  const half = Math.asin(Math.min(1, (size.contactWidthUm ?? 0) / (2 * innerUm)));
  const turn = (cuff.rotationDeg * Math.PI) / 180;
  return [...parts, ...Array.from({ length: cuff.contactCount }, (_, k) => {
    const middle = turn + (2 * Math.PI * k) / cuff.contactCount;
    return ring(middle - half, middle + half);
  })];
}

/** Contact of a TIME: a slab on the strip's face, a fifth of the strip's thickness deep. */
function timeParts(time: Extract<Electrode, { kind: 'time' }>): SectionPart[] {
  const body = bodyOutline(time);
  const strip: SectionPart[] = body ? [{ electrode: time.id, role: 'insulator', verticesUm: outlinePoints(body, 4) }] : [];
  const turn = (time.rotationDeg * Math.PI) / 180;
  const [dy, dz] = [Math.sin(turn) * time.thicknessUm * 0.2, -Math.cos(turn) * time.thicknessUm * 0.2];
  return [...strip, ...Array.from({ length: time.contactCount }, (_, k): SectionPart => {
    const [a, b] = timeContactEnds(time, k);
    return { electrode: time.id, role: 'contact', verticesUm: [a, b, [b[0] + dy, b[1] + dz], [a[0] + dy, a[1] + dz]] };
  })];
}

/** `pointRadiusUm`: how large a point source, which has no extent, is drawn. */
export function electrodeSection(electrode: Electrode, nerve: Nerve | undefined, pointRadiusUm: number): SectionPart[] {
  if (isCuff(electrode)) return nerve ? cuffParts(electrode, nerve) : [];
  if (electrode.kind === 'time') return timeParts(electrode);
  const outline = bodyOutline(electrode);
  if (outline) return [{ electrode: electrode.id, role: 'contact', verticesUm: outlinePoints(outline, CIRCLE_POINTS) }];
  if (electrode.kind !== 'point') return [];
  const { yUm, zUm } = electrode;
  return [{ electrode: electrode.id, role: 'contact', verticesUm: [[yUm, zUm + pointRadiusUm], [yUm + pointRadiusUm, zUm], [yUm, zUm - pointRadiusUm], [yUm - pointRadiusUm, zUm]] }];
}
