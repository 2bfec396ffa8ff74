// Cuffs in the mesh: contact and insulator are taken from the bath; current enters through the surface under
// each contact, which is the nerve's own, or the floor of a recess filled with bath. Without a bath only that surface is left.
// A contact's flat width is its chord on the nerve; the walls of contacts and recesses are radial.
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
  /** Directions of the contacts' middles (rad from +z towards +y) and the angle to either side; pi for a ring. */
  directions: number[];
  halfAngle: number;
}

export function cuffLayout(layout: Layout, cuff: CuffElectrode, names: string[]): void {
  const { problem } = layout;
  const hasBath = problem.bathDiameterUm !== null;
  const size = cuffDimensions(cuff, { diameterUm: problem.nerveDiameterUm, bathDiameterUm: problem.bathDiameterUm });
  const nerveUm = problem.nerveDiameterUm / 2, floorUm = hasBath ? nerveUm + cuff.recessUm : nerveUm;
  const plan: CuffPlan = {
    layout, cuff, nerveUm, floorUm, topUm: floorUm + size.contactThicknessUm,
    fromXUm: cuff.centerXUm - cuff.contactLengthUm / 2, toXUm: cuff.centerXUm + cuff.contactLengthUm / 2,
    directions: names.map((_, k) => cuff.kind === 'cuff' ? 0 : (2 * Math.PI * k) / cuff.contactCount + (cuff.rotationDeg * Math.PI) / 180),
    // Half of the nerve is the most that a flat contact can face.
    halfAngle: size.contactWidthUm === null ? Math.PI : arcSine(Math.min(1, size.contactWidthUm / 2 / nerveUm)),
  };
  checkExtent(problem, cuff, plan.fromXUm, plan.toXUm);
  refuseOverlap(plan);
  addContacts(plan, names);
  if (!hasBath) return;
  const wallUm = size.insulator === null ? 0 : nerveUm + size.insulator.thicknessUm;
  const outermostUm = Math.max(plan.topUm, wallUm);
  if (outermostUm >= layout.outerRadiusUm) {
    throw electrodeError(cuff, `The cuff reaches ${outermostUm.toPrecision(5)} um from the nerve's axis, beyond the bath (radius ${layout.outerRadiusUm} um). Make it thinner or enlarge the bath.`);
  }
  if (size.insulator !== null) {
    const half = size.insulator.lengthUm / 2;
    const ends: [number, number] = [size.insulator.centerXUm - half, size.insulator.centerXUm + half];
    addInsulator(plan, wallUm, ends);
    if (plan.topUm <= wallUm && ends[0] <= plan.fromXUm && ends[1] >= plan.toXUm) return;
  }
  addMetal(plan);
}

const radiusOf = (y: number, z: number): number => hypotenuse(y, z);

/** Whether (y, z) lies in the sector of the contact in this direction. */
function isInSector(plan: CuffPlan, direction: number, y: number, z: number): boolean {
  const [cosine, sine] = cosineAndSine(direction);
  return Math.abs(directionAngle(y * cosine - z * sine, z * cosine + y * sine)) < plan.halfAngle;
}

const isInAnySector = (plan: CuffPlan, y: number, z: number): boolean => plan.halfAngle === Math.PI || plan.directions.some((d) => isInSector(plan, d, y, z));

/** The two edges of each contact at a radius. */
function sectorEdges(plan: CuffPlan, radiusUm: number): SectionPoint[] {
  if (plan.halfAngle === Math.PI) return [];
  return plan.directions.flatMap((d) => [d - plan.halfAngle, d + plan.halfAngle].map((a): SectionPoint => {
    const [cosine, sine] = cosineAndSine(a);
    return [radiusUm * sine, radiusUm * cosine];
  }));
}

function addContacts(plan: CuffPlan, names: string[]): void {
  const { layout, cuff, nerveUm, floorUm, fromXUm, toXUm } = plan;
  const { nerveDiameterUm } = layout.problem;
  const surface = addCurve(layout, circleCurve(0, 0, nerveUm), SIZE.ring * nerveDiameterUm);
  for (const edge of sectorEdges(plan, nerveUm)) addMark(layout, surface, edge, SIZE.contactCorner * nerveDiameterUm);
  for (const x of [fromXUm, toXUm]) addPlane(layout, x, SIZE.contactEnd * cuff.contactLengthUm);
  let face = surface;
  if (floorUm > nerveUm) {
    face = addCurve(layout, circleCurve(0, 0, floorUm), Math.max(cuff.recessUm / 2, SIZE.ring * nerveDiameterUm));
    addWalls(plan, nerveUm, floorUm);
  }
  names.forEach((name, k) => {
    const covers = (y: number, z: number) => plan.halfAngle === Math.PI || isInSector(plan, plan.directions[k], y, z);
    layout.faces.push({ kind: 'surface', name, curve: face, covers, fromXUm, toXUm });
  });
}

/** Radial walls at the contacts' edges between two radii; both circles must be drawn. */
function addWalls(plan: CuffPlan, innerUm: number, outerUm: number): void {
  const feet = sectorEdges(plan, innerUm), tops = sectorEdges(plan, outerUm);
  feet.forEach((from, i) => addCurve(plan.layout, { kind: 'segment', from, to: tops[i] }));
}

function addInsulator(plan: CuffPlan, wallUm: number, ends: [number, number]): void {
  const { layout, cuff, nerveUm, floorUm, fromXUm, toXUm } = plan;
  addCurve(layout, circleCurve(0, 0, wallUm), SIZE.wall * (wallUm - nerveUm));
  for (const x of ends) addPlane(layout, x, SIZE.insulatorEnd * layout.problem.nerveDiameterUm);
  // A recess exists only under the contacts, so the sleeve is cut at their ends.
  const cuts = [ends[0], ...[fromXUm, toXUm].filter((x) => x > ends[0] && x < ends[1]), ends[1]];
  for (let i = 1; i < cuts.length; i++) {
    const isUnderContact = cuff.recessUm > 0 && cuts[i] > fromXUm && cuts[i - 1] < toXUm;
    const isRecess = (y: number, z: number) => isUnderContact && radiusOf(y, z) < floorUm && isInAnySector(plan, y, z);
    layout.bodies.push({ fromXUm: cuts[i - 1], toXUm: cuts[i], covers: (y, z) => radiusOf(y, z) > nerveUm && radiusOf(y, z) < wallUm && !isRecess(y, z) });
  }
}

/** The contacts' own metal, where the insulator does not already take its place. */
function addMetal(plan: CuffPlan): void {
  const { layout, floorUm, topUm, fromXUm, toXUm } = plan;
  addCurve(layout, circleCurve(0, 0, topUm), SIZE.wall * (topUm - floorUm));
  addWalls(plan, floorUm, topUm);
  layout.bodies.push({ fromXUm, toXUm, covers: (y, z) => radiusOf(y, z) > floorUm && radiusOf(y, z) < topUm && isInAnySector(plan, y, z) });
}

function refuseOverlap({ cuff, halfAngle, directions }: CuffPlan): void {
  if (directions.length < 2 || halfAngle <= (Math.PI / directions.length) * (1 + 1e-9)) return;
  throw electrodeError(cuff, `Its ${directions.length} contacts overlap each other around the nerve. Make the contact width smaller or use fewer contacts.`);
}
