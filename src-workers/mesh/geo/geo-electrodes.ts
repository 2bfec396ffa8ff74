// Electrodes in the .geo script: the solids that they take from the tissue, and where the current of each contact enters.
import { contactsOf } from '../../../src-model/contacts';
import { cuffDimensions, cuffExtentUm, isCuff, type CuffElectrode } from '../../../src-model/geometry/cuff';
import { bodyOutline, extentAlongUm, timeContactEnds } from '../../../src-model/geometry/electrode-outline';
import { turned, type PointUm } from '../../../src-model/geometry/point';
import { relationOf } from '../../../src-model/geometry/relation';
import type { Electrode, ElectrodeOf } from '../../../src-model/project';
import type { FieldProblem } from '../../field/problem';
import { checkExtent, electrodeError } from '../layout-builder';
import type { GeoScript, VolumeList } from './geo-script';

/** A contact's solid; current enters where it touches the domains of `faces`. */
export interface GeoContact {
  name: string;
  electrode: Electrode;
  solid: VolumeList;
  faces: 'bath recess' | 'epineurium' | 'all tissue' | { fascicle: number };
  /** x of flat ends that carry no current, um. */
  insulatedEndsXUm: number[];
}

export interface GeoElectrodes {
  /** In the order of `contactsOf`, without point sources. */
  contacts: GeoContact[];
  /** Insulating bodies, apart from the contacts' solids. */
  bodies: { solid: VolumeList; inside: 'bath' | 'tissue' }[];
  /** Recesses under cuff contacts, filled with bath. */
  recesses: VolumeList[];
}

/** Adds every electrode's solids; they do not overlap each other. */
export function addElectrodes(script: GeoScript, problem: FieldProblem): GeoElectrodes {
  const made: GeoElectrodes = { contacts: [], bodies: [], recesses: [] };
  for (const electrode of problem.electrodes) {
    script.comment(`electrode ${electrode.id}`);
    const [from, to] = isCuff(electrode) ? cuffExtentUm({ ...electrode, insulator: false }) : extentAlongUm(electrode);
    checkExtent(problem, electrode, from, to);
    const names = contactsOf([electrode]).map((contact) => contact.name);
    if (electrode.kind === 'life') made.contacts.push(lifeContact(script, problem, electrode));
    else if (electrode.kind === 'time') addTime(script, electrode, names, made);
    else if (isCuff(electrode)) addCuffContacts(script, problem, electrode, names, made);
  }
  if (problem.bathDiameterUm !== null) for (const cuff of problem.electrodes.filter(isCuff)) addInsulator(script, problem, cuff, made);
  return made;
}

function lifeContact(script: GeoScript, problem: FieldProblem, life: ElectrodeOf<'life'>): GeoContact {
  const end = life.xUm + life.lengthUm;
  const outline = bodyOutline(life)!;
  const fascicle = problem.fascicles.findIndex((f) => relationOf(outline, f.shape) === 'first inside second');
  const crossed = problem.fascicles.find((f) => !['apart', 'first inside second'].includes(relationOf(outline, f.shape)));
  if (crossed !== undefined) throw electrodeError(life, `The wire (diameter ${life.diameterUm} um) crosses the perineurium of fascicle "${crossed.id}". Move it inside or outside the fascicle.`);
  return {
    name: life.id, electrode: life,
    solid: script.cylinder(life.xUm, end, life.yUm, life.zUm, life.diameterUm / 2),
    faces: fascicle < 0 ? 'epineurium' : { fascicle },
    insulatedEndsXUm: [life.xUm, end],
  };
}

// ---------------------------------------------------------------- cuffs

function addCuffContacts(script: GeoScript, problem: FieldProblem, cuff: CuffElectrode, names: string[], made: GeoElectrodes): void {
  const nerveRadius = problem.nerveDiameterUm / 2;
  const size = cuffDimensions(cuff, { diameterUm: problem.nerveDiameterUm, bathDiameterUm: problem.bathDiameterUm });
  const from = cuff.centerXUm - size.contactLengthUm / 2, to = cuff.centerXUm + size.contactLengthUm / 2;
  // Without a bath there is nothing to fill a recess with: the contact then lies on the nerve.
  const recessUm = problem.bathDiameterUm === null ? 0 : cuff.recessUm;
  const floor = nerveRadius + recessUm, top = floor + size.contactThicknessUm;
  names.forEach((name, k) => {
    const faces = recessUm > 0 ? 'bath recess' as const : 'epineurium' as const;
    if (size.contactWidthUm === null) {
      made.contacts.push({ name, electrode: cuff, solid: script.tube(from, to, floor, top), faces, insulatedEndsXUm: [] });
      if (recessUm > 0) made.recesses.push(script.tube(from, to, nerveRadius, floor));
      return;
    }
    // A box that begins at the nerve's axis looks towards +z, turned towards +y: clockwise about x.
    const half = size.contactWidthUm / 2;
    const turn = cuff.kind === 'cuff' ? 0 : (2 * Math.PI * k) / cuff.contactCount + (cuff.rotationDeg * Math.PI) / 180;
    const box = () => script.box([from, -half, 0], [to, half, top], -turn);
    made.contacts.push({ name, electrode: cuff, solid: script.withoutCore(box(), from, to, floor), faces, insulatedEndsXUm: [] });
    if (recessUm > 0) made.recesses.push(script.intersection(box(), script.tube(from, to, nerveRadius, floor)));
  });
}

function addInsulator(script: GeoScript, problem: FieldProblem, cuff: CuffElectrode, made: GeoElectrodes): void {
  const { insulator } = cuffDimensions(cuff, { diameterUm: problem.nerveDiameterUm, bathDiameterUm: problem.bathDiameterUm });
  if (insulator === null) return;
  const nerveRadius = problem.nerveDiameterUm / 2, outer = nerveRadius + insulator.thicknessUm;
  if (outer >= problem.bathDiameterUm! / 2) {
    throw electrodeError(cuff, `The insulator reaches ${outer.toPrecision(5)} um from the nerve's axis, beyond the bath (radius ${problem.bathDiameterUm! / 2} um). Make it thinner or enlarge the bath.`);
  }
  const from = insulator.centerXUm - insulator.lengthUm / 2, to = insulator.centerXUm + insulator.lengthUm / 2;
  script.comment(`insulator of ${cuff.id}`);
  const others = [...made.contacts.filter((c) => isCuff(c.electrode)).map((c) => c.solid), ...made.recesses,
    ...made.bodies.filter((b) => b.inside === 'bath').map((b) => b.solid)];
  const sleeve = script.tube(Math.max(0, from), Math.min(problem.lengthUm, to), nerveRadius, outer);
  made.bodies.push({ solid: script.difference(sleeve, others), inside: 'bath' });
}

// ---------------------------------------------------------------- TIME

/**
 * The strip as a box with its contacts let into the upper face. Each contact's solid narrows downwards (a frustum), so that it
 * touches tissue at its face only, also at the strip's ends.
 */
function addTime(script: GeoScript, time: ElectrodeOf<'time'>, names: string[], made: GeoElectrodes): void {
  const [from, to] = extentAlongUm(time);
  const down = turned([0, -time.thicknessUm], time.rotationDeg);
  const first = timeContactEnds(time, 0)[0], last = timeContactEnds(time, time.contactCount - 1)[1];
  const strip = script.prism(from, to, [first, last, plus(last, down), plus(first, down)]);
  const contacts = names.map((name, k): GeoContact => {
    const [left, right] = timeContactEnds(time, k);
    const deep = (end: PointUm, other: PointUm): PointUm => plus(plus(end, scaled(minus(other, end), 0.25)), scaled(down, 0.5));
    const inset = 0.25 * (to - from);
    const solid = script.frustum(rectangle(from, to, left, right), rectangle(from + inset, to - inset, deep(left, right), deep(right, left)));
    return { name, electrode: time, solid, faces: 'all tissue', insulatedEndsXUm: [] };
  });
  made.contacts.push(...contacts);
  made.bodies.push({ solid: script.difference(strip, contacts.map((contact) => contact.solid)), inside: 'tissue' });
}

const plus = (a: PointUm, b: PointUm): PointUm => [a[0] + b[0], a[1] + b[1]];
const minus = (a: PointUm, b: PointUm): PointUm => [a[0] - b[0], a[1] - b[1]];
const scaled = (a: PointUm, s: number): PointUm => [a[0] * s, a[1] * s];

/** Corners of a rectangle over x from..to and the section points left..right. */
const rectangle = (from: number, to: number, left: PointUm, right: PointUm): number[][] =>
  [[from, ...left], [to, ...left], [to, ...right], [from, ...right]];
