// Field and fibres together: activation thresholds of single fibres in the example nerve, as NEURON 8.2 gives them on the footprints that
// NRV's mesh produces (cathodic 0.1 ms pulse at 0.1 ms, 3 ms simulated, MRG with three compartments per section, Rattay-Aberham with NRV's leak).
// Each fibre must be silent 2 % below its threshold and fire 2 % above it: the coarse reference mesh is good to about 1.5 %. Beside the wire
// (2.5 um from its surface, a third of that mesh's elements) 4 % are allowed.
import { describe, expect, it } from 'vitest';
import { parseProjectText } from '../../src-model/parse';
import type { Project } from '../../src-model/project';
import { contactDrives } from '../../src-model/stimulus/contact-drives';
import { SILENT_TASK } from '../../src-model/task';
import { fieldProblemOf } from '../../src-workers/field/build-problem';
import { buildFieldMesh, samplePotentials, solveContacts } from '../../src-workers/field/solve';
import { compartmentCentersUm } from '../../src-workers/fiber/morphology';
import type { FiberSpec } from '../../src-workers/fiber/request';
import { simulateFibers } from '../../src-workers/fiber/simulate';
import { readFileSync } from 'node:fs';

const { project } = parseProjectText(readFileSync('assets/examples/two-fascicles-life.ranvier', 'utf8'));
const FULL_UA = 60;

interface Case {
  fiber: FiberSpec;
  yUm: number;
  zUm: number;
  nrvUa: number;
  sharpUa: number;
  tolerance: number;
}

const mrg = (diameterUm: number, nodeShift: number, yUm: number, zUm: number, nrvUa: number, sharpUa: number): Case => ({
  fiber: { id: `MRG ${diameterUm} um, shift ${nodeShift}, at (${yUm}, ${zUm})`, myelinated: true, diameterUm, lengthUm: 5000, nodeShift,
    model: { ...project.simulation.myelinated, variant: 'nrv', compartmentsPerSection: 3 } },
  yUm, zUm, nrvUa, sharpUa, tolerance: yUm === 100 && zUm === 15 ? 0.04 : 0.02,
});
const rattay = (diameterUm: number, yUm: number, zUm: number, nrvUa: number, sharpUa: number): Case => ({
  fiber: { id: `Rattay-Aberham ${diameterUm} um, at (${yUm}, ${zUm})`, myelinated: false, diameterUm, lengthUm: 5000, nodeShift: 0,
    model: { ...project.simulation.unmyelinated, variant: 'nrv' } },
  yUm, zUm, nrvUa, sharpUa, tolerance: yUm === 100 && zUm === 15 ? 0.04 : 0.02,
});
const CASES: Case[] = [
  mrg(5, 0, 100, 30, 4.89, 4.75), mrg(10, 0, 100, 30, 3.80, 3.69), mrg(10, 0.5, 100, 30, 4.88, 4.74), mrg(10, 0, -100, 0, 53.1, 49.6),
  mrg(5, 0, -100, 0, 77.7, 72.5), mrg(10, 0, -20, 0, 37.1, 34.6), rattay(1, 100, 30, 110.0, 108.1), rattay(2, 100, 30, 68.7, 67.3),
  rattay(1, 100, 15, 60.7, 61.2), rattay(2, -20, 0, 1121, 1045),
];
/** MRG 10 um at (100, 30) fires at 6 to 20 uA and not from 40 uA on: its flanking nodes are hyperpolarised. */
const UPPER_BLOCK = [[6, true], [10, true], [20, true], [40, false], [60, false], [80, false], [100, false]] as const;

function footprintsOf(formulation: 'sharp' | 'nrv'): Float64Array[] {
  const simulated: Project = { ...project, simulation: { ...project.simulation, field: { ...project.simulation.field, formulation } } };
  const problem = fieldProblemOf(simulated);
  const mesh = buildFieldMesh(problem, SILENT_TASK);
  const [solution] = solveContacts(problem, mesh, [0], SILENT_TASK);
  return CASES.map(({ fiber, yUm, zUm }) => {
    const centers = compartmentCentersUm(fiber);
    const points = new Float64Array(3 * centers.length);
    centers.forEach((x, k) => points.set([x, yUm, zUm], 3 * k));
    return samplePotentials(mesh, solution, points);
  });
}

function fires(footprints: Float64Array[], trials: { k: number; amplitudeUa: number }[]): (boolean | null)[] {
  return simulateFibers({
    fibers: trials.map(({ k }, t) => ({ ...CASES[k].fiber, id: `trial ${t}` })),
    footprints: trials.map(({ k }) => [footprints[k]]),
    drives: contactDrives(project),
    scale: Float64Array.from(trials, ({ amplitudeUa }) => amplitudeUa / FULL_UA),
    simulation: { ...project.simulation, durationMs: 3, scheme: 'backward-euler', dtMs: 0.001 },
    recruitmentOnly: true,
  }, SILENT_TASK).map(({ recruited }) => recruited);
}

describe.each([['nrv', 'nrvUa'], ['sharp', 'sharpUa']] as const)('thresholds in the example nerve, formulation %s', (formulation, column) => {
  const footprints = footprintsOf(formulation);
  it.each(CASES.map((c, k) => ({ name: c.fiber.id, k, thresholdUa: c[column], tolerance: c.tolerance })))('$name: $thresholdUa uA', ({ k, thresholdUa, tolerance }) => {
    expect(fires(footprints, [{ k, amplitudeUa: (1 - tolerance) * thresholdUa }, { k, amplitudeUa: (1 + tolerance) * thresholdUa }])).toEqual([false, true]);
  });
  it('an upper limit: strong pulses block the fibre beside the electrode', () => {
    expect(fires(footprints, UPPER_BLOCK.map(([amplitudeUa]) => ({ k: 1, amplitudeUa })))).toEqual(UPPER_BLOCK.map(([, fired]) => fired));
  });
});
