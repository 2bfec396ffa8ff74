// Cuffs in the mesh: contact and insulator are taken from the bath; current enters through the surface under
// each contact, which is the nerve's own, or the floor of a recess filled with bath. Without a bath only that surface is left.
// A contact's flat width is its chord on the nerve; its metal, and a recess below it, have flat sides and a flat top as NRV's boxes do.
// A contact wider than the nerve faces half of it. One almost as wide as the nerve has radial sides and a round top: flat ones would leave
// the nerve at a vanishing angle.
import { cuffDimensions, type CuffElectrode } from '../../src-model/geometry/cuff';
import { circleCurve, type SectionPoint } from './curve';
import { arcSine, cosineAndSine, directionAngle, hypotenuse } from './portable-math';
import { addCurve, addMark, addPlane, checkExtent, electrodeError, type Layout } from './layout-builder';

/** Sizes at factor 1. The field is singular where the insulator's ends meet the nerve (error linear in the size there). */
const SIZE = { ring: 1 / 50, insulatorEnd: 1 / 200, contactEnd: 1 / 25, contactCorner: 1 / 100, wall: 1 / 4 };

interface CuffPlan {
  layout: Layout;
  cuff: CuffElectrode;
  fromXUm: number;
  toXUm: number;
  /** Radii: the nerve, the contact's inner face, its outer face. */
  nerveUm: number;
  floorUm: number;
  topUm: number;
  /** Directions of the contacts' middles (rad from +z towards +y) and the angle to either side on the nerve; pi for a ring. */
  directions: number[];
  halfAngle: number;
  /** Half the width of contacts with flat sides; null for radial ones. */
  flatHalfUm: number | null;
}

/** Widths, in nerve diameters, between which sides are radial. */
const ALMOST_AS_WIDE = [0.985, 1] as const;

export function cuffLayout(layout: Layout, cuff: CuffElectrode, names: string[]): void {
  const { problem } = layout;
  const hasBath = problem.bathDiameterUm !== null;
  const size = cuffDimensions(cuff, { diameterUm: problem.nerveDiameterUm, bathDiameterUm: problem.bathDiameterUm });
  const nerveUm = problem.nerveDiameterUm / 2, floorUm = hasBath ? nerveUm + cuff.recessUm : nerveUm;
  // Half of the nerve is the most that a flat contact can face.
  const halfAngle = size.contactWidthUm === null ? Math.PI : arcSine(Math.min(1, size.contactWidthUm / 2 / nerveUm));
  const plan: CuffPlan = {
    layout, cuff, nerveUm, floorUm, topUm: floorUm + size.contactThicknessUm,
    fromXUm: cuff.centerXUm - cuff.contactLengthUm / 2, toXUm: cuff.centerXUm + cuff.contactLengthUm / 2,
    directions: names.map((_, k) => cuff.kind === 'cuff' ? 0 : (2 * Math.PI * k) / cuff.contactCount + (cuff.rotationDeg * Math.PI) / 180),
    halfAngle, flatHalfUm: size.contactWidthUm === null || isAlmostAsWide(size.contactWidthUm / problem.nerveDiameterUm) ? null : size.contactWidthUm / 2,
  };
  checkExtent(problem, cuff, plan.fromXUm, plan.toXUm);
  refuseOverlap(plan);
  addContacts(plan, names);
  if (!hasBath) return;
  const wallUm = size.insulator === null ? 0 : nerveUm + size.insulator.thicknessUm;
  const metalReachUm = plan.flatHalfUm === null ? plan.topUm : hypotenuse(plan.flatHalfUm, plan.topUm);
  const outermostUm = Math.max(metalReachUm, wallUm);
  if (outermostUm >= layout.outerRadiusUm) {
    throw electrodeError(cuff, `The cuff reaches ${outermostUm.toPrecision(5)} um from the nerve's axis, beyond the bath (radius ${layout.outerRadiusUm} um). Make it thinner or enlarge the bath.`);
  }
  if (size.insulator !== null) {
    const half = size.insulator.lengthUm / 2;
    const ends: [number, number] = [size.insulator.centerXUm - half, size.insulator.centerXUm + half];
    addInsulator(plan, wallUm, ends);
    if (metalReachUm <= wallUm && ends[0] <= plan.fromXUm && ends[1] >= plan.toXUm) return;
  }
  addMetal(plan);
}

const isAlmostAsWide = (width: number): boolean => width > ALMOST_AS_WIDE[0] && width < ALMOST_AS_WIDE[1];

const radiusOf = (y: number, z: number): number => hypotenuse(y, z);

/** A point in the frame of a contact: along its width, and outwards through its middle. */
function inContactFrame(direction: number, y: number, z: number): [across: number, outwards: number] {
  const [cosine, sine] = cosineAndSine(direction);
  return [y * cosine - z * sine, z * cosine + y * sine];
}

function fromContactFrame(direction: number, across: number, outwards: number): SectionPoint {
  const [cosine, sine] = cosineAndSine(direction);
  return [across * cosine + outwards * sine, outwards * cosine - across * sine];
}

/** Whether (y, z) lies above or below the contact in this direction. */
function isAtContact({ halfAngle, flatHalfUm }: CuffPlan, direction: number, y: number, z: number): boolean {
  const [across, outwards] = inContactFrame(direction, y, z);
  return flatHalfUm === null ? Math.abs(directionAngle(across, outwards)) < halfAngle : outwards > 0 && Math.abs(across) < flatHalfUm;
}

const isAtAnyContact = (plan: CuffPlan, y: number, z: number): boolean => plan.halfAngle === Math.PI || plan.directions.some((d) => isAtContact(plan, d, y, z));

/** Where a flat side meets a circle, in the contact's frame. A box begins at the nerve's axis, so a wider one covers half of the circle. */
function flatEdge(halfUm: number, radiusUm: number): [across: number, outwards: number] {
  return halfUm < radiusUm ? [halfUm, Math.sqrt(radiusUm * radiusUm - halfUm * halfUm)] : [radiusUm, 0];
}

/** The two edges of each contact where its sides meet a circle. */
function contactEdges({ halfAngle, flatHalfUm, directions }: CuffPlan, radiusUm: number): SectionPoint[] {
  if (halfAngle === Math.PI) return [];
  const [cosine, sine] = cosineAndSine(halfAngle);
  const [across, outwards] = flatHalfUm === null ? [radiusUm * sine, radiusUm * cosine] : flatEdge(flatHalfUm, radiusUm);
  return directions.flatMap((d) => [-across, across].map((side) => fromContactFrame(d, side, outwards)));
}

function addContacts(plan: CuffPlan, names: string[]): void {
  const { layout, cuff, nerveUm, floorUm, fromXUm, toXUm } = plan;
  const { nerveDiameterUm } = layout.problem;
  const surface = addCurve(layout, circleCurve(0, 0, nerveUm), SIZE.ring * nerveDiameterUm);
  for (const edge of contactEdges(plan, nerveUm)) addMark(layout, surface, edge, SIZE.contactCorner * nerveDiameterUm);
  for (const x of [fromXUm, toXUm]) addPlane(layout, x, SIZE.contactEnd * cuff.contactLengthUm);
  let face = surface;
  if (floorUm > nerveUm) {
    face = addCurve(layout, circleCurve(0, 0, floorUm), Math.max(cuff.recessUm / 2, SIZE.ring * nerveDiameterUm));
    addWalls(plan, nerveUm, floorUm);
  }
  names.forEach((name, k) => {
    const covers = (y: number, z: number) => plan.halfAngle === Math.PI || isAtContact(plan, plan.directions[k], y, z);
    layout.faces.push({ kind: 'surface', name, curve: face, covers, fromXUm, toXUm });
  });
}

/** Sides at the contacts' edges between two radii; both circles must be drawn. */
function addWalls(plan: CuffPlan, innerUm: number, outerUm: number): void {
  if (plan.flatHalfUm !== null) {
    addFlatSides(plan, plan.flatHalfUm, innerUm, flatEdge(plan.flatHalfUm, outerUm));
    return;
  }
  const feet = contactEdges(plan, innerUm), tops = contactEdges(plan, outerUm);
  feet.forEach((from, i) => addCurve(plan.layout, { kind: 'segment', from, to: tops[i] }));
}

/** Flat sides of all contacts from a circle to an end in the contact's frame: along the box's bottom where it is wider than the circle. */
function addFlatSides({ layout, directions }: CuffPlan, halfUm: number, innerUm: number, end: readonly [across: number, outwards: number]): void {
  const corners = [flatEdge(halfUm, innerUm), ...(halfUm > innerUm && end[1] > 0 ? [[end[0], 0] as const] : []), end];
  for (const direction of directions) {
    for (const side of [-1, 1]) {
      const points = corners.map(([across, outwards]) => fromContactFrame(direction, side * across, outwards));
      points.slice(1).forEach((to, i) => addCurve(layout, { kind: 'segment', from: points[i], to }));
    }
  }
}

function addInsulator(plan: CuffPlan, wallUm: number, ends: [number, number]): void {
  const { layout, cuff, nerveUm, floorUm, fromXUm, toXUm } = plan;
  addCurve(layout, circleCurve(0, 0, wallUm), SIZE.wall * (wallUm - nerveUm));
  for (const x of ends) addPlane(layout, x, SIZE.insulatorEnd * layout.problem.nerveDiameterUm);
  // A recess exists only under the contacts, so the sleeve is cut at their ends.
  const cuts = [ends[0], ...[fromXUm, toXUm].filter((x) => x > ends[0] && x < ends[1]), ends[1]];
  for (let i = 1; i < cuts.length; i++) {
    const isUnderContact = cuff.recessUm > 0 && cuts[i] > fromXUm && cuts[i - 1] < toXUm;
    const isRecess = (y: number, z: number) => isUnderContact && radiusOf(y, z) < floorUm && isAtAnyContact(plan, y, z);
    layout.bodies.push({ fromXUm: cuts[i - 1], toXUm: cuts[i], covers: (y, z) => radiusOf(y, z) > nerveUm && radiusOf(y, z) < wallUm && !isRecess(y, z) });
  }
}

/** The contacts' own metal, where the insulator does not already take its place. */
function addMetal(plan: CuffPlan): void {
  const { layout, floorUm, topUm, fromXUm, toXUm, flatHalfUm, directions } = plan;
  const sizeUm = SIZE.wall * (topUm - floorUm);
  if (flatHalfUm === null) {
    addCurve(layout, circleCurve(0, 0, topUm), sizeUm);
    addWalls(plan, floorUm, topUm);
    layout.bodies.push({ fromXUm, toXUm, covers: (y, z) => radiusOf(y, z) > floorUm && radiusOf(y, z) < topUm && isAtAnyContact(plan, y, z) });
    return;
  }
  addFlatSides(plan, flatHalfUm, floorUm, [flatHalfUm, topUm]);
  for (const direction of directions) {
    const [from, to] = [-flatHalfUm, flatHalfUm].map((across) => fromContactFrame(direction, across, topUm));
    addCurve(layout, { kind: 'segment', from, to }, sizeUm);
  }
  const isMetal = (direction: number, y: number, z: number) => isAtContact(plan, direction, y, z) && inContactFrame(direction, y, z)[1] < topUm;
  layout.bodies.push({ fromXUm, toXUm, covers: (y, z) => radiusOf(y, z) > floorUm && directions.some((d) => isMetal(d, y, z)) });
}

function refuseOverlap({ cuff, halfAngle, directions }: CuffPlan): void {
  if (directions.length < 2 || halfAngle <= (Math.PI / directions.length) * (1 + 1e-9)) return;
  throw electrodeError(cuff, `Its ${directions.length} contacts overlap each other around the nerve. Make the contact width smaller or use fewer contacts.`);
}
