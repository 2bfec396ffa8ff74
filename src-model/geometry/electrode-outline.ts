// What an electrode occupies: its outline in the cross-section and its extent along the nerve.
import type { Electrode, ElectrodeOf, Polygon, Shape } from '../project';
import { cuffExtentUm } from './cuff';
import { turned, type PointUm } from './point';

/** Outline of the body inside the nerve; null for cuffs (around it) and points (no extent). */
export function bodyOutline(electrode: Electrode): Shape | null {
  switch (electrode.kind) {
    case 'life': return { kind: 'circle', centerYUm: electrode.yUm, centerZUm: electrode.zUm, diameterUm: electrode.diameterUm };
    case 'time': return stripRectangle(electrode, -timeLengthUm(electrode) / 2, timeLengthUm(electrode) / 2, -electrode.thicknessUm / 2, electrode.thicknessUm / 2);
    case 'point': case 'cuff': case 'multi-contact-cuff': return null;
  }
}

/** Length of a TIME's strip across the nerve: from the outer edge of the first contact to that of the last. */
export function timeLengthUm(time: ElectrodeOf<'time'>): number {
  return (time.contactCount - 1) * time.pitchUm + time.contactWidthUm;
}

/** The two ends of contact `index` on the strip's upper face, in the cross-section. */
export function timeContactEnds(time: ElectrodeOf<'time'>, index: number): [PointUm, PointUm] {
  const middle = (index - (time.contactCount - 1) / 2) * time.pitchUm;
  return [stripPoint(time, middle - time.contactWidthUm / 2, time.thicknessUm / 2), stripPoint(time, middle + time.contactWidthUm / 2, time.thicknessUm / 2)];
}

function stripPoint(time: ElectrodeOf<'time'>, along: number, across: number): PointUm {
  const [y, z] = turned([along, across], time.rotationDeg);
  return [time.yUm + y, time.zUm + z];
}

function stripRectangle(time: ElectrodeOf<'time'>, alongFrom: number, alongTo: number, acrossFrom: number, acrossTo: number): Polygon {
  const corners = [[alongFrom, acrossFrom], [alongTo, acrossFrom], [alongTo, acrossTo], [alongFrom, acrossTo]] as const;
  return { kind: 'polygon', verticesUm: corners.map(([along, across]) => [...stripPoint(time, along, across)]) };
}

/** Extent along the nerve, um. */
export function extentAlongUm(electrode: Electrode): [fromUm: number, toUm: number] {
  switch (electrode.kind) {
    case 'point': return [electrode.xUm, electrode.xUm];
    case 'life': return [electrode.xUm, electrode.xUm + electrode.lengthUm];
    case 'time': return [electrode.xUm - electrode.contactLengthUm / 2, electrode.xUm + electrode.contactLengthUm / 2];
    case 'cuff': case 'multi-contact-cuff': return cuffExtentUm(electrode);
  }
}
