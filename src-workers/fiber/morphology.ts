// How a fibre is made of sections and compartments along x. Positions and lengths only; electricity is in cable.ts.
import { geometryRuleOf } from '../../src-model/library/fiber-ranges';
import { unmyelinatedMembrane } from '../membrane/index';
import { type MyelinatedGeometry, myelinatedGeometry } from './myelinated-geometry';
import type { FiberSpec } from './request';

/** `axon`: a section of an unmyelinated fibre. */
export const SECTION_KINDS = ['axon', 'node', 'mysa', 'flut', 'stin'] as const;
export type SectionKind = (typeof SECTION_KINDS)[number];

export interface Section {
  kind: SectionKind;
  lengthUm: number;
  compartmentCount: number;
}

/** Sections shorter than this are not made, and a section that misses its full length by less than this is complete. */
export const LENGTH_TOLERANCE_UM = 1e-6;

/** Specific membrane capacitance (uF/cm2) and axial resistivity (ohm cm) of every section of a myelinated fibre. */
export const MYELINATED_CAPACITANCE_UF_PER_CM2 = 2;
export const MYELINATED_RESISTIVITY_OHM_CM = 70;

/** From one node to the next. */
const CYCLE: readonly SectionKind[] = ['node', 'mysa', 'flut', 'stin', 'stin', 'stin', 'stin', 'stin', 'stin', 'flut', 'mysa'];

/**
 * The d-lambda rule (Hines & Carnevale 2001, Neuroscientist 7:123-135): an odd number of compartments, each shorter than
 * `dLambda` length constants at `frequencyHz`.
 */
export function dLambdaCount(lengthUm: number, diameterUm: number, resistivityOhmCm: number, capacitanceUfPerCm2: number, dLambda = 0.1, frequencyHz = 100): number {
  const lambdaUm = 1e5 * Math.sqrt(diameterUm / (4 * Math.PI * frequencyHz * resistivityOhmCm * capacitanceUfPerCm2));
  return 2 * Math.floor((lengthUm / (dLambda * lambdaUm) + 0.999) / 2) + 1;
}

/** Axon diameter under a section of a myelinated fibre. */
export function axonDiameterUm(geometry: MyelinatedGeometry, kind: SectionKind): number {
  switch (kind) {
    case 'node': return geometry.nodeDiameterUm;
    case 'mysa': return geometry.mysaDiameterUm;
    case 'flut': return geometry.flutDiameterUm;
    default: return geometry.axonDiameterUm;
  }
}

function fullLengthUm(geometry: MyelinatedGeometry, kind: SectionKind): number {
  switch (kind) {
    case 'node': return geometry.nodeLengthUm;
    case 'mysa': return geometry.mysaLengthUm;
    case 'flut': return geometry.flutLengthUm;
    default: return geometry.stinLengthUm;
  }
}

/**
 * Kinds and lengths of the sections that fill `lengthUm`. The left edge of the first complete node lies at nodeShift internodal lengths;
 * the sections at both fibre ends are cut to fit, so that the lengths add up to `lengthUm`.
 */
export function myelinatedSections(geometry: MyelinatedGeometry, lengthUm: number, nodeShift: number): { kind: SectionKind; lengthUm: number }[] {
  const sections: { kind: SectionKind; lengthUm: number }[] = [];
  let filledUm = 0;
  const append = (kind: SectionKind, wantedUm: number): void => {
    const leftUm = lengthUm - filledUm;
    if (leftUm <= LENGTH_TOLERANCE_UM || wantedUm <= LENGTH_TOLERANCE_UM) return;
    const takenUm = wantedUm <= leftUm + LENGTH_TOLERANCE_UM ? wantedUm : leftUm;
    sections.push({ kind, lengthUm: takenUm });
    filledUm += takenUm;
  };
  const shiftUm = nodeShift * geometry.internodeUm;
  if (shiftUm < geometry.internodeUm - LENGTH_TOLERANCE_UM) {
    // Going left from the first complete node: the cycle backwards, until the shift is used up.
    const leading: { kind: SectionKind; lengthUm: number }[] = [];
    let restUm = shiftUm;
    for (let k = CYCLE.length - 1; restUm > LENGTH_TOLERANCE_UM && k >= 0; k--) {
      const takenUm = Math.min(restUm, fullLengthUm(geometry, CYCLE[k]));
      leading.unshift({ kind: CYCLE[k], lengthUm: takenUm });
      restUm -= takenUm;
    }
    for (const section of leading) append(section.kind, section.lengthUm);
  }
  for (let k = 0; filledUm < lengthUm - LENGTH_TOLERANCE_UM; k = (k + 1) % CYCLE.length) append(CYCLE[k], fullLengthUm(geometry, CYCLE[k]));
  return sections;
}

/** The geometry of a myelinated fibre by the rule of its model. Throws a RangeError outside the rule's range. */
export const geometryOf = (spec: Extract<FiberSpec, { myelinated: true }>): MyelinatedGeometry => myelinatedGeometry(geometryRuleOf(spec.model), spec.diameterUm);

/** All sections of a fibre in order of x. Throws a RangeError for impossible sizes. */
export function sectionsOf(spec: FiberSpec): Section[] {
  if (!(spec.lengthUm > LENGTH_TOLERANCE_UM) || !Number.isFinite(spec.lengthUm)) throw new RangeError(`The fibre length ${spec.lengthUm} um must be positive.`);
  if (!spec.myelinated) {
    if (!(spec.diameterUm > 0) || !Number.isFinite(spec.diameterUm)) throw new RangeError(`The fibre diameter ${spec.diameterUm} um must be positive.`);
    return [{ kind: 'axon', lengthUm: spec.lengthUm, compartmentCount: unmyelinatedCompartmentCount(spec) }];
  }
  const geometry = geometryOf(spec);
  const perSection = spec.model.compartmentsPerSection;
  return myelinatedSections(geometry, spec.lengthUm, spec.nodeShift).map((section) => ({
    ...section,
    compartmentCount: perSection === 'd-lambda' ? myelinatedCompartmentCount(geometry, section) : perSection,
  }));
}

function unmyelinatedCompartmentCount(spec: Extract<FiberSpec, { myelinated: false }>): number {
  const rule = spec.model.compartments;
  if (rule.kind === 'count') return rule.count;
  if (rule.kind === 'length') return Math.max(1, Math.floor(spec.lengthUm / rule.lengthUm + LENGTH_TOLERANCE_UM));
  const membrane = unmyelinatedMembrane(spec.model);
  return dLambdaCount(spec.lengthUm, spec.diameterUm, membrane.axialResistivityOhmCm, membrane.capacitanceUfPerCm2, rule.dLambda, rule.frequencyHz);
}

/** The rule of NRV for myelinated fibres: outer diameter with resistivity and capacitance scaled to the axon inside. */
function myelinatedCompartmentCount(geometry: MyelinatedGeometry, section: { kind: SectionKind; lengthUm: number }): number {
  const axonUm = axonDiameterUm(geometry, section.kind);
  const outerUm = section.kind === 'node' ? axonUm : geometry.fiberDiameterUm;
  const ratio = axonUm / outerUm;
  return dLambdaCount(section.lengthUm, outerUm, MYELINATED_RESISTIVITY_OHM_CM / ratio ** 2, MYELINATED_CAPACITANCE_UF_PER_CM2 * ratio);
}

/** Compartment centres along x, um, ascending: where the field phase samples the potential. */
export function compartmentCentersUm(spec: FiberSpec): Float64Array {
  const centers: number[] = [];
  let startUm = 0;
  for (const { lengthUm, compartmentCount } of sectionsOf(spec)) {
    for (let k = 0; k < compartmentCount; k++) centers.push(startUm + ((k + 0.5) * lengthUm) / compartmentCount);
    startUm += lengthUm;
  }
  return Float64Array.from(centers);
}
