// Reference numbers of the self-test and of docs/verification.md: what is computed, what others found, where that number is from, and how far
// ours may be from it. "quick" cases make up `ranvier --self-test`; all of them `--self-test --full`.
import type { Clamp } from '../../src-model/project';
import type { ReferenceNerve } from './reference-nerves';

/** A straight fibre along x from 0, in a homogeneous medium. */
export interface ReferenceFiber {
  myelinated: boolean;
  model: string;
  diameterUm: number;
  lengthUm: number;
  /** Compartments of an unmyelinated fibre; by the d-lambda rule when absent. */
  compartments?: number;
}

/** A point source over the middle of the fibre; conductivity along and across the fibre. */
export interface ReferenceSource { distanceUm: number; alongSPerM: number; acrossSPerM: number; onsetMs: number; pulseMs: number }

export type ReferenceProblem =
  /** Cathodic threshold, uA: V rises through `levelMv` at `position` (fraction of the length) after the pulse. */
  | { kind: 'threshold'; fiber: ReferenceFiber; source: ReferenceSource; durationMs: number; dtMs: number; position: number; levelMv: number }
  /** Speed between two places from upward crossings of -30 mV, m/s; intracellular current near the left end. */
  | { kind: 'velocity'; fiber: ReferenceFiber; clamp: Pick<Clamp, 'position' | 'startMs' | 'durationMs' | 'amplitude'>; betweenUm: readonly [number, number]; durationMs: number; dtMs: number }
  /** Highest potential at the right end, mV, among samples every `everySteps` steps (as in the reference). */
  | { kind: 'peak'; fiber: ReferenceFiber; source: ReferenceSource; amplitudeUa: number; sourceXUm: number; durationMs: number; dtMs: number; everySteps: number }
  /** Potential of the nerve's first contact, mV per mA. */
  | { kind: 'potential'; nerve: ReferenceNerve; mesh: 'coarse' | 'normal'; atUm: readonly [number, number, number] }
  /** Potential of a point source in an infinite medium, mV per mA; offsets from the source. */
  | { kind: 'point-source'; conductivitySPerM: { xx: number; yy: number; zz: number }; offsetUm: readonly [number, number, number] }
  /** SHA-256 of a drawn and placed population, in text with six decimals. */
  | { kind: 'population' };

export interface ReferenceCase {
  name: string;
  quick: boolean;
  problem: ReferenceProblem;
  /** Text: must be equal. */
  reference: number | string;
  unit: string;
  tolerance: { relative: number } | { absolute: number } | 'equal';
  origin: string;
}

const NEURON = 'NEURON 8.2.2, same mesh, backward Euler at equal step';
const NRV = 'NRV 1.4.0 on NEURON 8.2.2, same mesh, backward Euler at equal step';
const FEM = 'independent solver: curved quadratic tetrahedra (Gmsh 4.15), algebraic multigrid to 1e-10, converged';
const SERIES = 'exact series of a uniform line source in a grounded cylinder';

const mrg = (diameterUm: number, lengthUm: number): ReferenceFiber => ({ myelinated: true, model: 'MRG', diameterUm, lengthUm });
const thin = (model: string, diameterUm: number, compartments?: number): ReferenceFiber =>
  ({ myelinated: false, model, diameterUm, lengthUm: 5000, ...(compartments === undefined ? {} : { compartments }) });
const isotropic = (distanceUm: number, pulseMs: number): ReferenceSource => ({ distanceUm, alongSPerM: 0.2, acrossSPerM: 0.2, onsetMs: 0.5, pulseMs });
const endoneurium = (distanceUm: number, pulseMs: number): ReferenceSource => ({ distanceUm, alongSPerM: 0.571, acrossSPerM: 0.085, onsetMs: 1, pulseMs });

function threshold(quick: boolean, fiber: ReferenceFiber, source: ReferenceSource, reference: number, origin: string): ReferenceCase {
  const { myelinated, compartments = 201 } = fiber;
  const neuron = origin === NEURON;
  const position = myelinated ? (neuron ? 0.8 : 0.9) : neuron ? (Math.floor(compartments / 2) + Math.floor(compartments / 4) + 0.5) / compartments : 140.5 / 201;
  const levelMv = neuron ? (myelinated ? 0 : -40) : -30;
  return {
    name: `${fiber.model} ${fiber.diameterUm} um, threshold at ${source.distanceUm} um, ${source.pulseMs} ms${neuron ? '' : ', endoneurium'}`, quick, unit: 'uA', reference, origin, tolerance: { relative: 0.005 },
    problem: { kind: 'threshold', fiber, source, durationMs: myelinated ? 4 : 10, dtMs: 0.005, position, levelMv },
  };
}

function velocity(quick: boolean, fiber: ReferenceFiber, betweenUm: readonly [number, number], lastMs: number, reference: number): ReferenceCase {
  const clamp = fiber.myelinated
    ? { position: (fiber.lengthUm - 1) / 40 / fiber.lengthUm, startMs: 0.5, durationMs: 0.1, amplitude: 5 }
    : { position: 0, startMs: 1, durationMs: 1, amplitude: Math.min(1, 0.6 * fiber.diameterUm ** 1.5) };
  return {
    name: `${fiber.model} ${fiber.diameterUm} um, conduction velocity`, quick, unit: 'm/s', reference, origin: NRV, tolerance: { relative: 0.001 },
    problem: { kind: 'velocity', fiber, clamp, betweenUm, durationMs: Math.ceil((lastMs + 0.5) * 10) / 10, dtMs: 0.005 },
  };
}

const potential = (nerve: ReferenceNerve, mesh: 'coarse' | 'normal', atUm: readonly [number, number, number], reference: number, origin = FEM): ReferenceCase => ({
  name: `${nerve}, mesh ${mesh}, at (${atUm.join(', ')}) um`, quick: mesh === 'coarse', unit: 'mV/mA', reference, origin, tolerance: { relative: mesh === 'coarse' ? 0.03 : 0.01 },
  problem: { kind: 'potential', nerve, mesh, atUm },
});

const LIFE_POINTS: readonly (readonly [readonly [number, number, number], number])[] =
  [[[2500, 100, 30], 8413.58], [[1500, 100, 30], 491.002], [[1000, 130, 20], 107.202]];
const LINE_POINTS: readonly (readonly [readonly [number, number, number], number])[] = [[[10000, 50, 0], 2353.3], [[11000, 500, 0], 340.363], [[13000, 1000, 0], 95.3154]];
const CUFF_POINTS: readonly (readonly [readonly [number, number, number], number])[] = [[[2250, -100, 0], 1083.19], [[2250, 100, 30], 1198.94], [[2250, 0, 150], 873.159]];

export const REFERENCE_CASES: readonly ReferenceCase[] = [
  threshold(true, mrg(10, 23001), isotropic(1000, 0.1), 122.11342, NEURON),
  threshold(true, thin('Sundt', 1, 179), isotropic(300, 0.2), 318.04426, NEURON),
  threshold(false, mrg(10, 23001), isotropic(300, 0.1), 23.758793, NEURON),
  threshold(false, mrg(10, 23001), isotropic(2500, 0.1), 570.4999, NEURON),
  threshold(false, mrg(10, 23001), isotropic(1000, 0.5), 56.479597, NEURON),
  threshold(false, thin('HH', 1, 251), isotropic(300, 0.2), 687.7552, NEURON),
  threshold(false, thin('Rattay_Aberham', 1, 179), isotropic(300, 0.2), 291.44981, NEURON),
  threshold(false, mrg(5.7, 10001), endoneurium(200, 0.1), 29.1057, NRV),
  threshold(false, mrg(10, 23001), endoneurium(1000, 0.1), 259.117, NRV),
  threshold(false, thin('Rattay_Aberham', 1, 201), endoneurium(200, 0.5), 283.102, NRV),
  threshold(false, thin('Sundt', 1, 201), endoneurium(200, 0.5), 216.834, NRV),
  {
    name: 'MRG 10 um, peak of the last node, -300 uA at 1000 um', quick: true, unit: 'mV', reference: 38.4985082, origin: NEURON, tolerance: { absolute: 0.01 },
    problem: { kind: 'peak', fiber: mrg(10, 23001), source: isotropic(1000, 0.1), amplitudeUa: -300, sourceXUm: 11500.5, durationMs: 1.5, dtMs: 0.005, everySteps: 1 },
  },
  {
    name: 'Sundt 1 um, peak at the end, -1500 uA at 300 um', quick: true, unit: 'mV', reference: 30.8793307, origin: NEURON, tolerance: { absolute: 0.01 },
    problem: { kind: 'peak', fiber: thin('Sundt', 1), source: isotropic(300, 0.2), amplitudeUa: -1500, sourceXUm: (44.5 * 5000) / 179, durationMs: 12, dtMs: 0.005, everySteps: 4 },
  },
  velocity(true, thin('Rattay_Aberham', 2), [1240.1575, 3759.8425], 6.00442, 0.78625),
  velocity(false, mrg(10, 46001), [11500.5, 34500.5], 1.22331, 51.34262),
  velocity(false, { ...mrg(10, 46001), model: 'Gaines_motor' }, [11500.5, 34500.5], 1.29773, 45.74174),
  velocity(false, { ...mrg(10, 46001), model: 'Gaines_sensory' }, [11500.5, 34500.5], 1.23798, 49.53534),
  velocity(false, thin('HH', 2), [1243.0168, 3756.9832], 8.11023, 0.5377),
  velocity(false, thin('Sundt', 2), [1240.1575, 3759.8425], 6.84743, 0.68826),
  velocity(false, thin('Tigerholm', 2), [1233.3333, 3766.6667], 4.67963, 1.25419),
  velocity(false, thin('Schild_94', 2), [1258.6207, 3741.3793], 7.52808, 0.65396),
  velocity(false, thin('Schild_97', 2), [1258.6207, 3741.3793], 11.11869, 0.41727),
  {
    name: 'Point source, isotropic 0.2 S/m, 500 um away', quick: true, unit: 'mV/mA', reference: 795.774715459, origin: '1 / (4 pi sigma r)', tolerance: { relative: 1e-9 },
    problem: { kind: 'point-source', conductivitySPerM: { xx: 0.2, yy: 0.2, zz: 0.2 }, offsetUm: [300, 400, 0] },
  },
  {
    name: 'Point source, endoneurium 0.571 / 0.085 S/m, 200 um across', quick: true, unit: 'mV/mA', reference: 1806.06186808, tolerance: { relative: 1e-9 },
    origin: '1 / (4 pi r sqrt(sigma_x sigma_r)), Grill 1999', problem: { kind: 'point-source', conductivitySPerM: { xx: 0.571, yy: 0.085, zz: 0.085 }, offsetUm: [0, 0, 200] },
  },
  ...(['coarse', 'normal'] as const).flatMap((mesh) => [
    ...LINE_POINTS.map(([atUm, value]) => potential('LIFE in a homogeneous cylinder', mesh, atUm, value, SERIES)),
    ...LIFE_POINTS.map(([atUm, value]) => potential('LIFE in a fascicle with perineurium', mesh, atUm, value)),
  ]),
  ...CUFF_POINTS.map(([atUm, value]) => potential('Cuff around two fascicles', 'normal', atUm, value)),
  {
    name: 'Population of 300 axons, seed 7', quick: true, unit: 'SHA-256', tolerance: 'equal', origin: 'this program on Linux x64 (V8 11.4 and 13.6), values to 1e-6: the same is expected on every machine',
    reference: '91bc1181ff11b84ade8c81bc54c992e2011a019927f0bd7b2daf47a98f7ffccc', problem: { kind: 'population' },
  },
];
