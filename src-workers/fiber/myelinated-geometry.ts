// Lengths and diameters of a myelinated fibre from its outer diameter, by the named rules of the literature.
import { GEOMETRY_RANGE_UM, type GeometryRule } from '../../src-model/library/fiber-ranges';
import { monotoneCubic } from './monotone-cubic';

/** Lengths and diameters in um. An internode is MYSA, FLUT, six STIN, FLUT, MYSA between two nodes. */
export interface MyelinatedGeometry {
  /** Outside of the myelin. */
  fiberDiameterUm: number;
  /** Axon under STIN. */
  axonDiameterUm: number;
  nodeDiameterUm: number;
  /** Axon under MYSA (paraD1) and FLUT (paraD2). */
  mysaDiameterUm: number;
  flutDiameterUm: number;
  /** From node to node. */
  internodeUm: number;
  nodeLengthUm: number;
  mysaLengthUm: number;
  flutLengthUm: number;
  stinLengthUm: number;
  /** Myelin lamellae; real-valued. */
  lamellaCount: number;
}

/** What a rule states; the rest follows. */
interface RuleValues {
  axonUm: number;
  nodeUm: number;
  mysaUm?: number;
  internodeUm: number;
  flutLengthUm: number;
  lamellae: number;
}

/**
 * Fibre diameter, axon, node, internode, FLUT length (um), lamellae. 5.7 um and above: McIntyre, Richardson & Grill 2002;
 * 2 um: McIntyre et al. 2004; 1 um: Pelot, Behrend & Grill 2017 (doi 10.1088/1741-2552/aa6a5f). Row 2 um as NRV has it (20 lamellae).
 */
const TABLE: readonly (readonly [number, number, number, number, number, number])[] = [
  [1, 0.8, 0.7, 100, 5, 15],
  [2, 1.6, 1.4, 200, 10, 20],
  [5.7, 3.4, 1.9, 500, 35, 80],
  [7.3, 4.6, 2.4, 750, 38, 100],
  [8.7, 5.8, 2.8, 1000, 40, 110],
  [10, 6.9, 3.3, 1150, 46, 120],
  [11.5, 8.1, 3.7, 1250, 50, 130],
  [12.8, 9.2, 4.2, 1350, 54, 135],
  [14, 10.4, 4.7, 1400, 56, 140],
  [15, 11.5, 5, 1450, 58, 145],
  [16, 12.7, 5.5, 1500, 60, 150],
];
/** Lamellae of the 2 um fibre in McIntyre et al. 2004. */
const LAMELLAE_2_UM = 30;

const column = (index: number): number[] => TABLE.map((row) => row[index]);
const MONOTONE = {
  axonUm: monotoneCubic(column(0), column(1)),
  nodeUm: monotoneCubic(column(0), column(2)),
  internodeUm: monotoneCubic(column(0), column(3)),
  flutLengthUm: monotoneCubic(column(0), column(4)),
  lamellae: monotoneCubic(column(0), TABLE.map((row) => (row[0] === 2 ? LAMELLAE_2_UM : row[5]))),
};

const polynomial = (x: number, ...coefficients: number[]): number => coefficients.reduceRight((sum, c) => sum * x + c, 0);

/** The table where it has the diameter exactly, otherwise NRV's least-squares polynomials, which do not pass through the table. */
function nrvRule(d: number): RuleValues {
  const row = TABLE.find((entry) => entry[0] === d);
  if (row) return { axonUm: row[1], nodeUm: row[2], internodeUm: row[3], flutLengthUm: row[4], lamellae: row[5] };
  const middle = d >= 1 && d <= 14;
  return {
    axonUm: polynomial(d, 4.436062751297e-1, 4.492031664873e-1, 1.607213164443e-2, 2.165403706509e-4),
    nodeUm: polynomial(d, 6.625101900040e-1, 2.266365162615e-1, -1.876915299019e-5, 2.964561610352e-4),
    lamellae: polynomial(d, -9.322843311666, 19.87049050019, -8.091306794144e-1, 1.144567746563e-2),
    internodeUm: middle
      ? polynomial(d, -2.108384297105, 145.2887267522, -42.40186967195, 9.347645344099, -7.269031699067e-1, 1.849546319286e-2)
      : polynomial(d, -82.89639496771, 140.0641050585, -2.424091275481),
    flutLengthUm: middle
      ? polynomial(d, -1.241585590766, 4.553087115763, 1.337000663674, -2.956947240179e-1, 2.167780980759e-2, -5.378542081526e-4)
      : polynomial(d, -4.169724533793, 8.907781661698, -5.248307595320e-1, 1.381153868371e-2),
  };
}

const RULES: Record<GeometryRule, { source: string; values: (d: number) => RuleValues }> = {
  nrv: { source: 'NRV 1.4.0 (Couppey et al. 2024)', values: nrvRule },
  monotone: {
    source: 'monotone cubic through the MRG table', values: (d) => ({
      axonUm: MONOTONE.axonUm(d), nodeUm: MONOTONE.nodeUm(d), internodeUm: MONOTONE.internodeUm(d),
      flutLengthUm: MONOTONE.flutLengthUm(d), lamellae: MONOTONE.lamellae(d),
    }),
  },
  ascent: {
    source: 'ASCENT, Musselman et al. 2021, PLOS Comput Biol 17:e1009285', values: (d) => ({
      axonUm: polynomial(d, 0.7122, 0.3673, 0.02361),
      nodeUm: polynomial(d, 1.099, 0.1008, 0.01093),
      internodeUm: d >= 5.643 ? polynomial(d, -780.2, 272.4, -8.215) : polynomial(d, 37.84, 81.08),
      flutLengthUm: polynomial(d, -0.2862, 6.354, -0.1652),
      lamellae: polynomial(d, -0.7648, 16.85, -0.4749),
    }),
  },
  pena: {
    source: 'Pena et al. 2024, doi 10.1371/journal.pcbi.1011833', values: (d) => {
      const axonUm = 0.553 * d - 0.024;
      return {
        axonUm,
        nodeUm: 0.321 * axonUm + 0.37,
        internodeUm: polynomial(d, -128, 148, -3.22),
        flutLengthUm: polynomial(d, -0.935, 6.48, -0.171),
        lamellae: Math.floor(17.4 * axonUm - 1.74),
      };
    },
  },
  gaines: {
    source: 'Gaines et al. 2018, J Comput Neurosci 45:29-43', values: (d) => ({
      axonUm: 0.889 * d - 1.9104,
      nodeUm: 0.3449 * d - 0.1484,
      mysaUm: 0.3527 * d - 0.1804,
      internodeUm: 969.3 * Math.log(d) - 1144.6,
      flutLengthUm: 2.5811 * d + 19.59,
      lamellae: 65.897 * Math.log(d) - 32.666,
    }),
  },
};

/** Lengths and diameters for an outer diameter. Throws a RangeError outside the range of the rule. */
export function myelinatedGeometry(rule: GeometryRule, fiberDiameterUm: number): MyelinatedGeometry {
  const { source, values } = RULES[rule];
  const [low, high] = GEOMETRY_RANGE_UM[rule];
  if (!(fiberDiameterUm >= low && fiberDiameterUm <= high)) {
    throw new RangeError(
      `The diameter ${fiberDiameterUm} um is outside ${low} to ${high} um, the range of the geometry rule "${rule}" (${source}). `
      + 'Choose the geometry "nrv" or "monotone", or another diameter.');
  }
  const { axonUm, nodeUm, mysaUm = nodeUm, internodeUm, flutLengthUm, lamellae } = values(fiberDiameterUm);
  const nodeLengthUm = 1;
  const mysaLengthUm = 3;
  return {
    fiberDiameterUm, axonDiameterUm: axonUm, nodeDiameterUm: nodeUm, mysaDiameterUm: mysaUm, flutDiameterUm: axonUm,
    internodeUm, nodeLengthUm, mysaLengthUm, flutLengthUm,
    stinLengthUm: (internodeUm - nodeLengthUm - 2 * mysaLengthUm - 2 * flutLengthUm) / 6,
    lamellaCount: lamellae,
  };
}

/** Length of a fibre with `nodeCount` complete nodes and nothing outside them. */
export const lengthForNodesUm = (geometry: MyelinatedGeometry, nodeCount: number): number =>
  geometry.internodeUm * (nodeCount - 1) + geometry.nodeLengthUm;
