// Conduction velocity against diameter: fibres by themselves, fired by a current clamp at one end, their speed in the middle half.
import type { Clamp } from '../../src-model/project';
import type { StudyTable } from '../../src-model/results';
import { expandValues, type StudyOf } from '../../src-model/schema/study';
import { conductionSpeed, interpolatedPeakMs, splitActionPotentials } from '../../src-workers/analysis';
import { geometryOf } from '../../src-workers/fiber/morphology';
import type { FiberBatchRequest, FiberResult, FiberSpec } from '../../src-workers/fiber/request';
import { inTurn } from '../run/in-turn';
import { fiberJobLimit, resumable, type StudyContext } from './study-context';
import { column, tableOf } from './tables';

/** Long enough for a middle half clear of the clamp and the far end. */
const NODES = 41;
const UNMYELINATED_LENGTH_UM = 5000;
const FIBERS_PER_JOB = 8;

/** Long enough for the slowest fibres to reach the far end. */
export const velocityDurationMs = (myelinated: boolean): number => (myelinated ? 5 : 25);

export async function conductionVelocity(study: StudyOf<'conduction-velocity'>, context: StudyContext): Promise<StudyTable[]> {
  const { phase, base } = context;
  const diametersUm = expandValues(study.diametersUm);
  const velocities = new Float64Array(diametersUm.length).fill(NaN);
  const finished = new Uint8Array(diametersUm.length);
  const possible = Array.from(diametersUm.keys()).filter((k) => isPossible(study, diametersUm[k], context));
  let done = 0;
  const jobs = Array.from({ length: Math.ceil(possible.length / FIBERS_PER_JOB) }, (_, job) => possible.slice(job * FIBERS_PER_JOB, (job + 1) * FIBERS_PER_JOB));
  await inTurn(jobs, () => fiberJobLimit(phase), async (members) => {
    const request = velocityRequest(study, context, members.map((k) => diametersUm[k]));
    const speeds = await resumable(phase, request, () => phase.pools.fibers().run({ title: `the velocity of ${members.length} fibres`, signal: phase.signal }, (worker, control) => worker.simulate(request, control))
      .then((results) => results.map(speedOf)));
    members.forEach((k, index) => {
      velocities[k] = speeds?.[index] ?? NaN;
      finished[k] = 1;
    });
    context.report(done += members.length);
  });
  const points = diametersUm.map((_, k) => k).filter((k) => finished[k] === 1);
  const silent = points.filter((k) => Number.isNaN(velocities[k]));
  if (silent.length > 0) context.warn(`No action potential travels along fibres of ${silent.map((k) => diametersUm[k]).join(', ')} um.`);
  const model = study.myelinated ? base.project.simulation.myelinated.model : base.project.simulation.unmyelinated.model;
  return [tableOf(study, [
    column('diameter_um', 'Fibre diameter', 'um', points.map((k) => diametersUm[k])),
    column('velocity_m_s', model, 'm/s', points.map((k) => velocities[k])),
  ], lawSummary(study.myelinated, points.map((k) => diametersUm[k]), points.map((k) => velocities[k])))];
}

/** Published geometries cover a range of diameters; one outside is left out, and said why. */
function isPossible({ myelinated }: StudyOf<'conduction-velocity'>, diameterUm: number, { base: { project }, warn }: StudyContext): boolean {
  if (!myelinated) return true;
  try {
    geometryOf({ id: `${diameterUm} um`, diameterUm, nodeShift: 0, lengthUm: 0, myelinated, model: project.simulation.myelinated });
    return true;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    warn(error.message);
    return false;
  }
}

function velocityRequest({ myelinated }: StudyOf<'conduction-velocity'>, { base: { project } }: StudyContext, diametersUm: readonly number[]): FiberBatchRequest {
  const { simulation } = project;
  const specOf = (diameterUm: number): FiberSpec => {
    const measures = { id: `${diameterUm} um`, diameterUm, nodeShift: 0 };
    if (!myelinated) return { ...measures, lengthUm: UNMYELINATED_LENGTH_UM, myelinated, model: simulation.unmyelinated };
    const { internodeUm, nodeLengthUm } = geometryOf({ ...measures, lengthUm: 0, myelinated, model: simulation.myelinated });
    return { ...measures, lengthUm: (NODES - 1) * internodeUm + nodeLengthUm, myelinated, model: simulation.myelinated };
  };
  // Input currents grow with the power 3/2 of the diameter; these are about three times what fires a fibre.
  const clampOf = (diameterUm: number): Clamp => ({
    kind: 'current', position: 0, ...(myelinated ? { startMs: 0.5, durationMs: 0.1, amplitude: 5 } : { startMs: 1, durationMs: 1, amplitude: 0.6 * diameterUm ** 1.5 }),
  });
  return {
    fibers: diametersUm.map(specOf), footprints: diametersUm.map(() => []), drives: [], clamps: diametersUm.map((diameterUm) => [clampOf(diameterUm)]),
    simulation: {
      ...simulation, durationMs: velocityDurationMs(myelinated),
      record: { membranePotential: 'nodes', membraneCurrent: false, ionicCurrents: false, gates: false, conductances: false, everySteps: 1 },
    },
  };
}

/** m/s from the first action potential, its peaks refined between samples; NaN without one. */
function speedOf({ spikeXUm, spikeTimeMs, traces, sampleMs, error }: FiberResult): number {
  if (error !== undefined) return NaN;
  const [{ xUm, values, sampleCount }] = traces;
  const timeMs = spikeTimeMs.map((time, s) => {
    const row = xUm.indexOf(spikeXUm[s]);
    return interpolatedPeakMs(values.subarray(row * sampleCount, (row + 1) * sampleCount), sampleMs, time);
  });
  const [first] = splitActionPotentials({ xUm: spikeXUm, timeMs }, xUm.length);
  return first === undefined ? NaN : conductionSpeed(first) ?? NaN;
}

/** Velocity grows with the diameter of myelinated fibres (Hursh 1939) and with its square root in unmyelinated ones (Hodgkin 1954): the factor by least squares. */
function lawSummary(myelinated: boolean, diametersUm: readonly number[], velocities: readonly number[]): StudyTable['summary'] {
  const shape = diametersUm.map((diameter) => (myelinated ? diameter : Math.sqrt(diameter)));
  const sum = (valueOf: (k: number) => number): number => velocities.reduce((total, velocity, k) => (Number.isFinite(velocity) ? total + valueOf(k) : total), 0);
  const squares = sum((k) => shape[k] ** 2);
  if (!(squares > 0)) return [];
  return [{ title: myelinated ? 'Velocity per diameter' : 'Velocity per square root of diameter', unit: myelinated ? 'm/s/um' : 'm/s/sqrt(um)', value: sum((k) => shape[k] * velocities[k]) / squares }];
}
