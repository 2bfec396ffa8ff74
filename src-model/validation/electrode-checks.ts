// Checks of the electrodes: inside the nerve and its length, not across a perineurium, clear of each other.
import { cuffDimensions, cuffExtentUm, isCuff, type CuffElectrode } from '../geometry/cuff';
import { bodyOutline, extentAlongUm, timeContactEnds } from '../geometry/electrode-outline';
import type { PointUm } from '../geometry/point';
import { outlineDistanceUm, relationOf } from '../geometry/relation';
import { contains, signedDistanceUm } from '../geometry/shape';
import type { Problem } from '../problem';
import type { Electrode, ElectrodeOf, Nerve, Project, Shape } from '../project';
import { formatNumber } from '../units';
import { errorAt, um, warningAt } from './finding';
import { nerveOutline, soundFascicles } from './fascicle-checks';

/** Closer than this a point source lies on an outline. */
const ON_OUTLINE_UM = 1e-3;

export function checkElectrodes(project: Project): Problem[] {
  const { nerve, electrodes } = project;
  if (!nerve) {
    return electrodes.flatMap((electrode, index) => (electrode.kind === 'point' ? [] : [errorAt(project, ['electrodes', index, 'kind'],
      'This kind of electrode needs a nerve around it; in a homogeneous medium use point electrodes.')]));
  }
  return electrodes.flatMap((electrode, index) => [
    ...lengthProblems(project, nerve, electrode, index),
    ...(isCuff(electrode) ? cuffProblems(project, nerve, electrode, index) : sectionProblems(project, nerve, electrode, index)),
    ...electrodes.slice(0, index).flatMap((other) => overlapProblems(project, nerve, other, electrode, index)),
  ]);
}

function lengthProblems(project: Project, { lengthUm }: Nerve, electrode: Electrode, index: number): Problem[] {
  const [fromUm, toUm] = extentAlongUm(electrode);
  if (fromUm >= 0 && toUm <= lengthUm) return [];
  const path = ['electrodes', index, isCuff(electrode) ? 'centerXUm' : 'xUm'];
  const spans = fromUm === toUm ? `is at x = ${um(fromUm)}` : `spans x = ${um(fromUm)} to ${um(toUm)}`;
  if (toUm - fromUm > lengthUm) {
    const what = isCuff(electrode) ? `The cuff${electrode.insulator ? ' with its insulator' : ''}` : 'The electrode';
    return [errorAt(project, path, `${what} is ${um(toUm - fromUm)} long, longer than the nerve (${um(lengthUm)}); shorten it or lengthen the nerve.`)];
  }
  const contactFits = isCuff(electrode) && electrode.centerXUm - electrode.contactLengthUm / 2 >= 0 && electrode.centerXUm + electrode.contactLengthUm / 2 <= lengthUm;
  return contactFits
    ? [warningAt(project, path, `The cuff's insulator ${spans}; what lies beyond the nerve (x = 0 to ${um(lengthUm)}) is not modelled.`)]
    : [errorAt(project, path, `The electrode ${spans}, beyond the nerve (x = 0 to ${um(lengthUm)}); move it along the nerve.`)];
}

function cuffProblems(project: Project, nerve: Nerve, cuff: CuffElectrode, index: number): Problem[] {
  const problems: Problem[] = [];
  const { contactThicknessUm, contactWidthUm, insulator } = cuffDimensions(cuff, nerve);
  const thicknessUm = Math.max(cuff.recessUm + contactThicknessUm, insulator?.thicknessUm ?? 0);
  if (nerve.bathDiameterUm !== null && nerve.diameterUm / 2 + thicknessUm >= nerve.bathDiameterUm / 2) {
    problems.push(errorAt(project, ['electrodes', index], `The cuff is ${um(thicknessUm)} thick and reaches the bath's mantle (${um((nerve.bathDiameterUm - nerve.diameterUm) / 2)} from the nerve); make the cuff thinner or the bath larger than nerve and cuff.`));
  }
  if (cuff.kind === 'multi-contact-cuff' && contactWidthUm !== null && cuff.contactCount > 1) {
    // A flat contact faces at most half of the nerve; contacts k and k + 1 stand 2 pi / N apart.
    const halfAngle = Math.asin(Math.min(1, contactWidthUm / nerve.diameterUm));
    if (halfAngle > (Math.PI / cuff.contactCount) * (1 + 1e-9)) {
      const widestUm = nerve.diameterUm * Math.sin(Math.PI / cuff.contactCount);
      problems.push(errorAt(project, ['electrodes', index, 'contactWidthUm'], `The ${cuff.contactCount} contacts of width ${um(contactWidthUm)} overlap around the nerve (diameter ${um(nerve.diameterUm)}); make them narrower than ${um(widestUm)} or use fewer.`));
    }
  }
  return problems;
}

/** Points, wires and strips in the cross-section: inside the nerve (points: inside the bath), and no active part across a perineurium. */
function sectionProblems(project: Project, nerve: Nerve, electrode: Exclude<Electrode, CuffElectrode>, index: number): Problem[] {
  const path = ['electrodes', index, 'yUm'];
  const outline = nerveOutline(nerve.diameterUm);
  const at = `y = ${um(electrode.yUm)}, z = ${um(electrode.zUm)}`;
  const straddled = soundFascicles(project).flatMap((fascicle) => straddleProblems(project, electrode, index, fascicle));
  if (electrode.kind === 'point') {
    const outerDiameterUm = nerve.bathDiameterUm ?? nerve.diameterUm;
    if (signedDistanceUm(nerveOutline(outerDiameterUm), [electrode.yUm, electrode.zUm]) > -ON_OUTLINE_UM) {
      return [errorAt(project, path, `The point (${at}) lies outside ${nerve.bathDiameterUm === null ? 'the nerve' : 'the bath'} (diameter ${um(outerDiameterUm)}); move it inside.`)];
    }
    return straddled;
  }
  const body = bodyOutline(electrode)!;
  switch (relationOf(body, outline)) {
    case 'first inside second': break;
    case 'apart': return [errorAt(project, path, `The electrode (${at}) lies outside the nerve (diameter ${um(nerve.diameterUm)}); move it inside.`)];
    case 'crossing': return [errorAt(project, path, `The electrode (${at}) reaches across the nerve's surface (diameter ${um(nerve.diameterUm)}); move it inwards or make it smaller.`)];
    case 'second inside first': return [errorAt(project, path, `The electrode is larger than the nerve (diameter ${um(nerve.diameterUm)}); make it smaller.`)];
  }
  if (electrode.kind === 'time' && electrode.contactCount > 1 && electrode.contactWidthUm >= electrode.pitchUm) {
    return [...straddled, errorAt(project, ['electrodes', index, 'contactWidthUm'], `The contacts (width ${um(electrode.contactWidthUm)}) are not narrower than their pitch (${um(electrode.pitchUm)}), so they touch; make them narrower or the pitch longer.`)];
  }
  return straddled;
}

function straddleProblems(project: Project, electrode: Exclude<Electrode, CuffElectrode>, index: number, fascicleIndex: number): Problem[] {
  const { id, shape } = project.fascicles[fascicleIndex];
  const path = ['electrodes', index, 'yUm'];
  const center: PointUm = [electrode.yUm, electrode.zUm];
  if (electrode.kind === 'point') {
    return Math.abs(signedDistanceUm(shape, center)) >= ON_OUTLINE_UM ? [] : [errorAt(project, path, `The point lies on the perineurium of fascicle "${id}"; move it inside or outside of the fascicle.`)];
  }
  if (electrode.kind === 'time') return timeStraddleProblems(project, electrode, index, shape, id);
  const relation = relationOf(bodyOutline(electrode)!, shape);
  if (relation === 'second inside first') return [errorAt(project, path, `Fascicle "${id}" lies inside the wire (diameter ${um(electrode.diameterUm)}); move the electrode or make it thinner.`)];
  if (relation !== 'crossing') return [];
  const distanceUm = signedDistanceUm(shape, center);
  const radiusUm = electrode.diameterUm / 2;
  const inward = `at least ${um(radiusUm + distanceUm)} further in`;
  const outward = `at least ${um(radiusUm - distanceUm)} further out`;
  return [errorAt(project, path, `The electrode straddles the perineurium of fascicle "${id}": its centre (y = ${um(electrode.yUm)}, z = ${um(electrode.zUm)}) is ${um(Math.abs(distanceUm))} from the fascicle's border and its radius is ${um(radiusUm)}. Move it wholly inside the fascicle (${inward}) or wholly outside (${outward}).`)];
}

/** The strip may pass through a perineurium, as it does in the animal; a contact may not. */
function timeStraddleProblems(project: Project, time: ElectrodeOf<'time'>, index: number, shape: Shape, id: string): Problem[] {
  const straddling = Array.from({ length: time.contactCount }, (_, contact) => contact).filter((contact) => {
    const [from, to] = timeContactEnds(time, contact);
    // A sliver as thin as the contact itself, so that the exact relation of shapes applies.
    return relationOf({ kind: 'ellipse', centerYUm: (from[0] + to[0]) / 2, centerZUm: (from[1] + to[1]) / 2, diameterYUm: time.contactWidthUm, diameterZUm: ON_OUTLINE_UM, rotationDeg: time.rotationDeg }, shape) === 'crossing';
  });
  return straddling.map((contact) => errorAt(project, ['electrodes', index, 'yUm'],
    `Contact ${contact} straddles the perineurium of fascicle "${id}"; move or turn the strip, or change pitch or width, so that every contact lies wholly inside or wholly outside.`));
}

function overlapProblems(project: Project, nerve: Nerve, first: Electrode, second: Electrode, index: number): Problem[] {
  const path = ['electrodes', index];
  const [firstFrom, firstTo] = extentAlongUm(first);
  const [secondFrom, secondTo] = extentAlongUm(second);
  if (isCuff(first) && isCuff(second)) {
    const overlapUm = Math.min(firstTo, secondTo) - Math.max(firstFrom, secondFrom);
    return overlapUm < 0 ? [] : [errorAt(project, [...path, 'centerXUm'],
      `The cuff (x = ${um(secondFrom)} to ${um(secondTo)} with its insulator) overlaps cuff "${first.id}" (x = ${um(firstFrom)} to ${um(firstTo)}) by ${um(overlapUm)}; move them apart along the nerve.`)];
  }
  const cuff = isCuff(first) ? first : isCuff(second) ? second : null;
  if (cuff) return pointInCuff(project, nerve, cuff, cuff === first ? second : first, index);
  if (Math.max(firstFrom, secondFrom) > Math.min(firstTo, secondTo)) return [];
  return sectionsMeet(first, second) ? [errorAt(project, [...path, 'yUm'], `The electrode overlaps electrode "${first.id}"; move them apart.`)] : [];
}

function sectionsMeet(first: Electrode, second: Electrode): boolean {
  const [a, b] = [bodyOutline(first), bodyOutline(second)];
  if (a && b) return relationOf(a, b) !== 'apart' || outlineDistanceUm(a, b) < ON_OUTLINE_UM;
  if (first.kind === 'point' && second.kind === 'point') return first.yUm === second.yUm && first.zUm === second.zUm;
  if (first.kind === 'point' && b) return contains(b, [first.yUm, first.zUm], -ON_OUTLINE_UM);
  return second.kind === 'point' && a !== null && contains(a, [second.yUm, second.zUm], -ON_OUTLINE_UM);
}

/** A point source in the bath may lie where a cuff's wall is. */
function pointInCuff(project: Project, nerve: Nerve, cuff: CuffElectrode, electrode: Electrode, index: number): Problem[] {
  if (electrode.kind !== 'point') return [];
  const [fromUm, toUm] = cuffExtentUm(cuff);
  const radiusUm = Math.hypot(electrode.yUm, electrode.zUm);
  const { contactThicknessUm, insulator } = cuffDimensions(cuff, nerve);
  const outerUm = nerve.diameterUm / 2 + Math.max(cuff.recessUm + contactThicknessUm, insulator?.thicknessUm ?? 0);
  if (electrode.xUm < fromUm || electrode.xUm > toUm || radiusUm < nerve.diameterUm / 2 || radiusUm > outerUm) return [];
  return [errorAt(project, ['electrodes', index], `Point electrode "${electrode.id}" lies inside the wall of cuff "${cuff.id}" (${formatNumber(radiusUm, 5)} um from the axis); move one of them.`)];
}
