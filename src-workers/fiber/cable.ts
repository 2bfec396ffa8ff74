// The electrical description of one fibre: compartments, their couplings and membranes, as flat arrays.
import { geometryRuleOf } from '../../src-model/library/fiber-ranges';
import type { MembraneModel, UnmyelinatedMembrane } from '../membrane/model';
import { myelinatedMembranes, unmyelinatedMembrane } from '../membrane/index';
import {
  MYELINATED_CAPACITANCE_UF_PER_CM2, MYELINATED_RESISTIVITY_OHM_CM, SECTION_KINDS, type SectionKind, axonDiameterUm, geometryOf, sectionsOf,
} from './morphology';
import type { MyelinatedGeometry } from './myelinated-geometry';
import { Recent } from './recent';
import type { FiberSpec } from './request';

/**
 * All arrays have one entry per compartment in order of x. Conductances in uS, capacitances in nF (= uS ms), so that mV give nA.
 *
 * Unknowns, relative to the extracellular potential e(x, t) just outside the fibre (e is imposed):
 *   yi = vi - e      inside,
 *   yx = vx0 - e     between axolemma and myelin; always 0 where exposed[k] = 1 (nodes, unmyelinated fibres),
 *   V  = yi - yx     membrane potential.
 * Per compartment, with I = the ionic current density of its membrane:
 *   C dV/dt + A I(V) + sum_j G_kj (yi_k - yi_j) = sum_j G_kj (e_j - e_k) + injected
 *  -C dV/dt - A I(V) + Cm dyx/dt + Gm yx + sum_j X_kj (yx_k - yx_j) = sum_j X_kj (e_j - e_k)      (not where exposed)
 *
 * Invariants: axialUs[k], periaxonalUs[k] couple k and k + 1; the last entry is 0 (sealed ends). periaxonalUs is 0 everywhere and
 * myelinUs, myelinNf are 0 where every compartment is exposed. membraneIndex[k] < membranes.length. nodeCompartments ascends.
 */
export interface Cable {
  compartmentCount: number;
  lengthUm: number;
  /** The fibre diameter, bound to `diameter` in membrane expressions. */
  diameterUm: number;
  centerUm: Float64Array;
  compartmentLengthUm: Float64Array;
  /** Index into SECTION_KINDS. */
  sectionKind: Uint8Array;
  /** Outer cylinder surface: converts mA/cm2 to nA (pi d l 1e-2). Recorded membrane current densities refer to it. */
  surfaceNaPerMaCm2: Float64Array;
  /** Surface to which the densities of the membrane model apply: A above. */
  membraneNaPerMaCm2: Float64Array;
  capacitanceNf: Float64Array;
  axialUs: Float64Array;
  periaxonalUs: Float64Array;
  myelinUs: Float64Array;
  myelinNf: Float64Array;
  exposed: Uint8Array;
  membranes: readonly MembraneModel[];
  membraneIndex: Uint8Array;
  /** True if some compartment is not exposed: two unknowns per compartment. */
  layered: boolean;
  /** Middle compartment of every node of Ranvier (cut ones included); every compartment of an unmyelinated fibre. */
  nodeCompartments: Int32Array;
  initialVoltageMv: number;
}

/** What a section contributes to each of its compartments. Diameters in um, resistivities in ohm cm and Mohm/cm. */
interface SectionElectrics {
  outerDiameterUm: number;
  axonDiameterUm: number;
  membraneDiameterUm: number;
  capacitanceUfPerCm2: number;
  resistivityOhmCm: number;
  periaxonalMohmPerCm: number;
  myelinSPerCm2: number;
  myelinUfPerCm2: number;
  exposed: boolean;
  membraneIndex: number;
}

/** Periaxonal gap (um): under node and MYSA, and under FLUT and STIN. */
const NARROW_GAP_UM = 0.002;
const WIDE_GAP_UM = 0.004;
/** One membrane of a lamella; a lamella has two. */
const LAMELLA_MEMBRANE_S_PER_CM2 = 0.001;
const LAMELLA_MEMBRANE_UF_PER_CM2 = 0.1;

/** Resistance per length of the gap around an axon, Mohm/cm. */
function periaxonalMohmPerCm(axonUm: number, gapUm: number): number {
  const areaUm2 = Math.PI * ((axonUm / 2 + gapUm) ** 2 - (axonUm / 2) ** 2);
  return (MYELINATED_RESISTIVITY_OHM_CM * 100) / areaUm2;
}

function unmyelinatedElectrics(diameterUm: number, membrane: UnmyelinatedMembrane): SectionElectrics {
  return {
    outerDiameterUm: diameterUm, axonDiameterUm: diameterUm, membraneDiameterUm: diameterUm,
    capacitanceUfPerCm2: membrane.capacitanceUfPerCm2, resistivityOhmCm: membrane.axialResistivityOhmCm,
    periaxonalMohmPerCm: Infinity, myelinSPerCm2: 0, myelinUfPerCm2: 0, exposed: true, membraneIndex: 0,
  };
}

function myelinatedElectrics(geometry: MyelinatedGeometry, kind: SectionKind, densitiesOnOuterSurface: boolean): SectionElectrics {
  const axonUm = axonDiameterUm(geometry, kind);
  const node = kind === 'node';
  const outerDiameterUm = node ? axonUm : geometry.fiberDiameterUm;
  const lamellaMembranes = 2 * geometry.lamellaCount;
  return {
    outerDiameterUm, axonDiameterUm: axonUm,
    membraneDiameterUm: densitiesOnOuterSurface ? outerDiameterUm : axonUm,
    capacitanceUfPerCm2: MYELINATED_CAPACITANCE_UF_PER_CM2, resistivityOhmCm: MYELINATED_RESISTIVITY_OHM_CM,
    periaxonalMohmPerCm: periaxonalMohmPerCm(axonUm, node || kind === 'mysa' ? NARROW_GAP_UM : WIDE_GAP_UM),
    myelinSPerCm2: node ? 0 : LAMELLA_MEMBRANE_S_PER_CM2 / lamellaMembranes,
    myelinUfPerCm2: node ? 0 : LAMELLA_MEMBRANE_UF_PER_CM2 / lamellaMembranes,
    exposed: node, membraneIndex: SECTION_KINDS.indexOf(kind) - 1,
  };
}

/** Membranes of a fibre and the electrical values of each kind of its sections. */
function electricsOf(spec: FiberSpec): { membranes: readonly MembraneModel[]; electrics: (kind: SectionKind) => SectionElectrics } {
  if (!spec.myelinated) {
    const membrane = unmyelinatedMembrane(spec.model);
    const electrics = unmyelinatedElectrics(spec.diameterUm, membrane);
    return { membranes: [membrane], electrics: () => electrics };
  }
  const geometry = geometryOf(spec);
  const membranes = myelinatedMembranes({ ...spec.model, geometry: geometryRuleOf(spec.model) });
  const byKind = new Map(SECTION_KINDS.slice(1).map((kind) => [kind, myelinatedElectrics(geometry, kind, membranes.internodeDensities === 'outer')]));
  return { membranes: [membranes.node, membranes.mysa, membranes.flut, membranes.stin], electrics: (kind) => byKind.get(kind)! };
}

/** Compartments (100 bytes each) of the cables that are kept: fibres of a study differ in their fields more than in their cables. */
const KEPT_COMPARTMENTS = 131_072;
const cables = new Recent<Cable>(KEPT_COMPARTMENTS, ({ compartmentCount }) => compartmentCount);

/**
 * The cable of a fibre; fibres of equal model and sizes share one, which nobody changes.
 * Throws a RangeError for impossible sizes or a diameter outside its geometry rule.
 */
export function buildCable(spec: FiberSpec): Cable {
  return cables.get(JSON.stringify([spec.model, spec.diameterUm, spec.lengthUm, spec.nodeShift]), () => newCable(spec));
}

function newCable(spec: FiberSpec): Cable {
  const sections = sectionsOf(spec);
  const { membranes, electrics } = electricsOf(spec);
  const n = sections.reduce((sum, section) => sum + section.compartmentCount, 0);
  // One buffer for all: many small ones cost more than what is computed into them.
  const buffer = new ArrayBuffer(11 * n * Float64Array.BYTES_PER_ELEMENT);
  let taken = 0;
  const floats = (): Float64Array => new Float64Array(buffer, 8 * n * taken++, n);
  const cable: Cable = {
    compartmentCount: n, lengthUm: spec.lengthUm, diameterUm: spec.diameterUm,
    centerUm: floats(), compartmentLengthUm: floats(), sectionKind: new Uint8Array(n), surfaceNaPerMaCm2: floats(), membraneNaPerMaCm2: floats(),
    capacitanceNf: floats(), axialUs: floats(), periaxonalUs: floats(), myelinUs: floats(), myelinNf: floats(), exposed: new Uint8Array(n),
    membranes, membraneIndex: new Uint8Array(n), layered: spec.myelinated, nodeCompartments: new Int32Array(0),
    initialVoltageMv: membranes[0].initialVoltageMv,
  };
  const halfAxialMohm = floats();
  const halfPeriaxonalMohm = floats();
  const nodes: number[] = [];
  let k = 0;
  let startUm = 0;
  for (const section of sections) {
    const e = electrics(section.kind);
    const kind = SECTION_KINDS.indexOf(section.kind);
    const lengthUm = section.lengthUm / section.compartmentCount;
    const cylinder = (diameterUm: number): number => Math.PI * diameterUm * lengthUm * 1e-2;
    const surface = cylinder(e.outerDiameterUm);
    const axonNf = cylinder(e.axonDiameterUm) * e.capacitanceUfPerCm2 * 1e-3;
    const membraneSurface = cylinder(e.membraneDiameterUm);
    const axialMohm = (e.resistivityOhmCm * (lengthUm / 2) * 1e-2) / ((Math.PI * e.axonDiameterUm ** 2) / 4);
    const gapMohm = e.periaxonalMohmPerCm * (lengthUm / 2) * 1e-4;
    if (section.kind === 'node') nodes.push(k + (section.compartmentCount >> 1));
    for (let j = 0; j < section.compartmentCount; j++, k++) {
      cable.centerUm[k] = startUm + (j + 0.5) * lengthUm;
      cable.compartmentLengthUm[k] = lengthUm;
      cable.sectionKind[k] = kind;
      cable.surfaceNaPerMaCm2[k] = surface;
      cable.membraneNaPerMaCm2[k] = membraneSurface;
      cable.capacitanceNf[k] = axonNf;
      cable.myelinUs[k] = surface * e.myelinSPerCm2;
      cable.myelinNf[k] = surface * e.myelinUfPerCm2 * 1e-3;
      cable.exposed[k] = e.exposed ? 1 : 0;
      cable.membraneIndex[k] = e.membraneIndex;
      halfAxialMohm[k] = axialMohm;
      halfPeriaxonalMohm[k] = gapMohm;
    }
    startUm += section.lengthUm;
  }
  for (let j = 0; j < n - 1; j++) {
    cable.axialUs[j] = 1 / (halfAxialMohm[j] + halfAxialMohm[j + 1]);
    cable.periaxonalUs[j] = 1 / (halfPeriaxonalMohm[j] + halfPeriaxonalMohm[j + 1]);
  }
  cable.nodeCompartments = spec.myelinated ? Int32Array.from(nodes) : Int32Array.from({ length: n }, (_, index) => index);
  return cable;
}
