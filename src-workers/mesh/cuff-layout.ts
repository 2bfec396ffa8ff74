// Cuffs in the mesh (nerve-field.md 3.1): contact and insulator are taken from the bath; current enters through the surface under
// each contact, which is the nerve's own, or the floor of a recess filled with bath. Without a bath only that surface is left.
import { cuffDimensions, type CuffElectrode } from '../../src-model/geometry/cuff';
import { circleCurve, type SectionPoint } from './curve';
import { addCurve, addMark, addPlane, checkExtent, electrodeError, type Layout } from './layout-builder';

/** Sizes at factor 1. The field is singular where the insulator's ends meet the nerve (error linear in the size there). */
const SIZE = { ring: 1 / 50, insulatorEnd: 1 / 200, contactEnd: 1 / 25, contactCorner: 1 / 100, wall: 1 / 4 };

/** A place around the nerve: `along` points away from the axis through the contact's middle, `across` is the flat offset from it. */
interface Frame { along: (y: number, z: number) => number; across: (y: number, z: number) => number; at: (along: number, across: number) => SectionPoint }

export function cuffLayout(layout: Layout, cuff: CuffElectrode, names: string[]): void {
  const { problem } = layout;
  const radius = problem.nerveDiameterUm / 2;
  const hasBath = problem.bathDiameterUm !== null;
  const size = cuffDimensions(cuff, { diameterUm: problem.nerveDiameterUm, bathDiameterUm: problem.bathDiameterUm });
  const fromXUm = cuff.centerXUm - cuff.contactLengthUm / 2, toXUm = cuff.centerXUm + cuff.contactLengthUm / 2;
  checkExtent(problem, cuff, fromXUm, toXUm);
  const floor = hasBath ? radius + cuff.recessUm : radius;
  const contactTop = floor + size.contactThicknessUm;
  const wall = size.insulator === null ? contactTop : radius + size.insulator.thicknessUm;
  const outermost = size.contactWidthUm === null ? Math.max(contactTop, wall) : Math.max(Math.hypot(contactTop, Math.min(size.contactWidthUm / 2, radius)), wall);
  if (hasBath && outermost >= layout.outerRadiusUm) {
    throw electrodeError(cuff, `The cuff reaches ${outermost.toPrecision(5)} um from the nerve's axis, beyond the bath (radius ${layout.outerRadiusUm} um). Make it thinner or enlarge the bath.`);
  }
  const surface = addCurve(layout, circleCurve(0, 0, radius), SIZE.ring * problem.nerveDiameterUm);
  const floorCurve = floor === radius ? surface : addCurve(layout, circleCurve(0, 0, floor), Math.max(cuff.recessUm / 2, SIZE.ring * problem.nerveDiameterUm));
  for (const x of [fromXUm, toXUm]) addPlane(layout, x, SIZE.contactEnd * cuff.contactLengthUm);
  const frames = names.map((_, k) => frameOf(cuff, k));
  // Half of the nerve is the most that a flat contact can face.
  const halfWidth = size.contactWidthUm === null ? Infinity : Math.min(size.contactWidthUm / 2, radius);
  refuseOverlap(cuff, halfWidth / radius, names.length);

  names.forEach((name, k) => {
    const { along, across, at } = frames[k];
    const covers = (y: number, z: number) => halfWidth === Infinity || (along(y, z) > 0 && Math.abs(across(y, z)) < halfWidth);
    layout.faces.push({ kind: 'surface', name, curve: floorCurve, covers, fromXUm, toXUm });
    if (halfWidth === Infinity) return;
    for (const side of [-halfWidth, halfWidth]) {
      const foot = at(Math.sqrt(Math.max(0, radius ** 2 - side ** 2)), side);
      addMark(layout, surface, foot, SIZE.contactCorner * problem.nerveDiameterUm);
      if (!hasBath || floor === radius) continue;
      const top = at(Math.sqrt(floor ** 2 - side ** 2), side);
      addMark(layout, floorCurve, top);
      addCurve(layout, { kind: 'segment', from: foot, to: top });
    }
  });
  if (!hasBath) return;

  const contactAt = (y: number, z: number) => frames.some(({ along, across }) => along(y, z) > 0 && along(y, z) < contactTop && Math.abs(across(y, z)) < halfWidth);
  const r = (y: number, z: number) => Math.hypot(y, z);
  const insulator = size.insulator;
  if (insulator !== null) {
    const ends: [number, number] = [insulator.centerXUm - insulator.lengthUm / 2, insulator.centerXUm + insulator.lengthUm / 2];
    addCurve(layout, circleCurve(0, 0, wall), SIZE.wall * (wall - radius));
    for (const x of ends) addPlane(layout, x, SIZE.insulatorEnd * problem.nerveDiameterUm);
    const isRecess = (x: number, y: number, z: number) => cuff.recessUm > 0 && x > fromXUm && x < toXUm && r(y, z) < floor
      && (halfWidth === Infinity || frames.some((frame) => frame.along(y, z) > 0 && Math.abs(frame.across(y, z)) < halfWidth));
    for (const [from, to] of slabsOf(ends, fromXUm, toXUm)) {
      layout.bodies.push({ fromXUm: from, toXUm: to, covers: (y, z) => r(y, z) > radius && r(y, z) < wall && !isRecess((from + to) / 2, y, z) });
    }
    if (contactTop <= wall && ends[0] <= fromXUm && ends[1] >= toXUm) return;
  }
  // The contacts' own metal, where the insulator does not already take its place.
  if (halfWidth === Infinity) {
    addCurve(layout, circleCurve(0, 0, contactTop), SIZE.wall * size.contactThicknessUm);
    layout.bodies.push({ fromXUm, toXUm, covers: (y, z) => r(y, z) > floor && r(y, z) < contactTop });
    return;
  }
  for (const { at } of frames) {
    const corners = [at(Math.sqrt(Math.max(0, floor ** 2 - halfWidth ** 2)), -halfWidth), at(contactTop, -halfWidth), at(contactTop, halfWidth), at(Math.sqrt(Math.max(0, floor ** 2 - halfWidth ** 2)), halfWidth)];
    for (let i = 0; i < 3; i++) addCurve(layout, { kind: 'segment', from: corners[i], to: corners[i + 1] }, SIZE.wall * size.contactThicknessUm);
  }
  layout.bodies.push({ fromXUm, toXUm, covers: (y, z) => r(y, z) > floor && contactAt(y, z) });
}

/** Contact k faces +z turned towards +y by its share of the circle and the cuff's rotation. */
function frameOf(cuff: CuffElectrode, k: number): Frame {
  const turn = cuff.kind === 'cuff' ? 0 : (2 * Math.PI * k) / cuff.contactCount + (cuff.rotationDeg * Math.PI) / 180;
  const c = Math.cos(turn), s = Math.sin(turn);
  return {
    along: (y, z) => s * y + c * z,
    across: (y, z) => c * y - s * z,
    at: (along, across) => [s * along + c * across, c * along - s * across],
  };
}

/** The insulator's extent cut at the contact's ends, because a recess exists only under the contact. */
function slabsOf(ends: [number, number], fromXUm: number, toXUm: number): [number, number][] {
  const cuts = [ends[0], ...[fromXUm, toXUm].filter((x) => x > ends[0] && x < ends[1]), ends[1]];
  return cuts.slice(1).map((to, i) => [cuts[i], to]);
}

function refuseOverlap(cuff: CuffElectrode, sine: number, count: number): void {
  if (count < 2 || sine === Infinity || Math.asin(Math.min(1, sine)) <= (Math.PI / count) * (1 + 1e-9)) return;
  throw electrodeError(cuff, `Its ${count} contacts overlap each other around the nerve. Make the contact width smaller or use fewer contacts.`);
}
