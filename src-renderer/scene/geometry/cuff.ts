// Cuffs as the scene draws them: radii, ranges along the nerve, and the outlines of their contacts in the transverse plane.
import { cuffDimensions, type CuffElectrode } from '../../../src-model/geometry/cuff';
import type { PointUm } from '../../../src-model/geometry/point';
import type { ElectrodeOf, Nerve } from '../../../src-model/project';
import { counterClockwise, discOutline, type Outline } from './outline';
import type { Region } from './prism';

/** um; radii from the nerve's axis, x along the nerve. */
export interface CuffBody {
  contactInnerRadiusUm: number;
  contactOuterRadiusUm: number;
  contactStartX: number;
  contactEndX: number;
  insulator: { outerRadiusUm: number; startX: number; endX: number } | null;
}

export function cuffBody(cuff: CuffElectrode, nerve: Nerve): CuffBody {
  const radius = nerve.diameterUm / 2;
  const { contactLengthUm, contactThicknessUm, insulator } = cuffDimensions(cuff, nerve);
  const contactOuterRadiusUm = radius + cuff.recessUm + contactThicknessUm;
  return {
    contactInnerRadiusUm: radius + cuff.recessUm,
    contactOuterRadiusUm,
    contactStartX: cuff.centerXUm - contactLengthUm / 2,
    contactEndX: cuff.centerXUm + contactLengthUm / 2,
    insulator: insulator && {
      outerRadiusUm: radius + insulator.thicknessUm,
      startX: insulator.centerXUm - insulator.lengthUm / 2,
      endX: insulator.centerXUm + insulator.lengthUm / 2,
    },
  };
}

export function ringRegion(innerRadiusUm: number, outerRadiusUm: number): Region {
  return { outer: discOutline(0, 0, outerRadiusUm), holes: [discOutline(0, 0, innerRadiusUm)] };
}

/** Direction of contact k as an angle from +z towards +y, in radians. */
export function contactAngle(cuff: ElectrodeOf<'multi-contact-cuff'>, contact: number): number {
  return (cuff.rotationDeg * Math.PI) / 180 + (2 * Math.PI * contact) / cuff.contactCount;
}

/** Half the angle under which a contact touches the nerve: its flat width is a chord, at most the whole half circle. */
export function contactHalfAngle(cuff: ElectrodeOf<'multi-contact-cuff'>, nerve: Nerve): number {
  const { contactWidthUm } = cuffDimensions(cuff, nerve);
  return Math.asin(Math.min(1, (contactWidthUm ?? 0) / nerve.diameterUm));
}

const ARC_SEGMENTS = 24;

/** Points of the arc where a contact touches the nerve (recess ignored), from its left to its right edge seen from the axis. */
export function contactArc(cuff: ElectrodeOf<'multi-contact-cuff'>, nerve: Nerve, contact: number, radiusUm = nerve.diameterUm / 2): Outline {
  const middle = contactAngle(cuff, contact);
  const half = contactHalfAngle(cuff, nerve);
  return Array.from({ length: ARC_SEGMENTS + 1 }, (_, i) => {
    const angle = middle - half + (2 * half * i) / ARC_SEGMENTS;
    return [radiusUm * Math.sin(angle), radiusUm * Math.cos(angle)];
  });
}

/** A contact's body: the arc on the inside, parallel flanks and a flat back. Counter-clockwise. */
export function contactRegion(cuff: ElectrodeOf<'multi-contact-cuff'>, nerve: Nerve, contact: number): Region {
  const { contactInnerRadiusUm, contactOuterRadiusUm } = cuffBody(cuff, nerve);
  const arc = contactArc(cuff, nerve, contact, contactInnerRadiusUm);
  const angle = contactAngle(cuff, contact);
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const halfWidth = contactInnerRadiusUm * Math.sin(contactHalfAngle(cuff, nerve));
  // Corners of the back: outward (sin, cos) times the outer radius, sideways (cos, -sin) times half the width.
  const back: PointUm[] = [
    [contactOuterRadiusUm * sin + halfWidth * cos, contactOuterRadiusUm * cos - halfWidth * sin],
    [contactOuterRadiusUm * sin - halfWidth * cos, contactOuterRadiusUm * cos + halfWidth * sin],
  ];
  return { outer: counterClockwise([...arc, ...back]), holes: [] };
}
