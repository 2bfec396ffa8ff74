import { describe, expect, it } from 'vitest';
import { compartmentPoints, splitFibers } from '../../../src-main/run/field-phase';
import { clampsOf, fiberBatches } from '../../../src-main/run/fibers-phase';
import { footprintOf, layOutCompartments } from '../../../src-main/run/footprints';
import { runFibersOf, simulatedRows, viewOf } from '../../../src-main/run/run-fibers';
import { withSharedArrays } from '../../../src-workers/shared-arrays';
import { clampSchema, projectSchema, type Project } from '../../../src-model/project';
import type { AxonTable } from '../../../src-workers/population/axons';

const project: Project = projectSchema.parse({
  format: 'ranvier-project', version: 1,
  nerve: { lengthUm: 5000, diameterUm: 500 },
  fascicles: [{ id: 'F1', shape: { kind: 'circle', centerYUm: 0, centerZUm: 0, diameterUm: 200 }, population: { kind: 'generated', axonCount: 4 } }],
  fibers: [{ id: 'extra', myelinated: true, diameterUm: 10, yUm: 7, zUm: 8 }],
});
/** Axon 1 has no position, axon 2 lies in an electrode. */
const axons: AxonTable = {
  count: 4,
  myelinated: Uint8Array.of(0, 0, 1, 1),
  diameterUm: Float64Array.of(1, 1, 8, 6),
  yUm: Float64Array.of(1, NaN, 3, 4),
  zUm: Float64Array.of(-1, NaN, -3, -4),
  nodeShift: Float64Array.of(0, 0, 0.25, 0.5),
  placed: Uint8Array.of(1, 0, 0, 1),
};
const fibers = runFibersOf(project, [axons], () => 5000);
const rows = simulatedRows(fibers);
const compartments = layOutCompartments([Float64Array.of(10, 20), Float64Array.of(5), Float64Array.of(1, 2, 3)]);

describe('the fibre table', () => {
  it('keeps every axon and appends the explicit fibres', () => {
    expect(fibers.ids).toEqual(['F1/0', 'F1/1', 'F1/2', 'F1/3', 'extra']);
    expect([...fibers.placed]).toEqual([1, 0, 1, 1, 1]);
    expect([...fibers.fascicle]).toEqual([0, 0, 0, 0, -1]);
    expect([...rows]).toEqual([0, 3, 4]);
  });

  it('shows the simulated fibres only, explicit ones as a group of their own', () => {
    const view = viewOf(fibers);
    expect(view.ids).toEqual(['F1/0', 'F1/3', 'extra']);
    expect(view.fascicles).toEqual(['F1', '']);
    expect([...view.fascicle]).toEqual([0, 0, 1]);
    expect([...view.recruited]).toEqual([-1, -1, -1]);
  });
});

describe('footprints', () => {
  it('lay the fibres out one after the other', () => {
    expect([...compartments.offsets]).toEqual([0, 2, 3, 6]);
    expect([...compartments.xUm]).toEqual([10, 20, 5, 1, 2, 3]);
    expect(compartments.xUm.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it('are views into shared memory', () => {
    const values = Float64Array.from({ length: 6 }, (_, k) => k);
    const [own] = footprintOf({ ...compartments, perContact: [values] }, 2);
    values[4] = 99;
    expect([...own]).toEqual([3, 99, 5]);
  });

  it('are asked for at the place of their fibre', () => {
    expect([...compartmentPoints({ fibers, rows, compartments }, 1, 3)]).toEqual([5, 4, -4, 1, 7, 8, 2, 7, 8, 3, 7, 8]);
  });

  it.each([1, 2, 3, 50])('are split into whole fibres, all of them, for %i workers', (parts) => {
    const runs = splitFibers(compartments, parts);
    expect(runs[0][0]).toBe(0);
    expect(runs.at(-1)?.[1]).toBe(3);
    runs.slice(1).forEach(([from], k) => expect(from).toBe(runs[k][1]));
  });
});

describe('batches', () => {
  it('hold every simulated fibre once and never mix types', () => {
    const batches = fiberBatches({ project, fibers, rows, footprints: compartments });
    expect(batches.flat().sort((a, b) => a - b)).toEqual([0, 1, 2]);
    for (const batch of batches) expect(new Set(batch.map((k) => fibers.myelinated[rows[k]])).size).toBe(1);
  });

  it('are small where fibres take long, so that a kill costs seconds of work only', () => {
    const count = 40;
    const many = { ...project, fibers: Array.from({ length: count }, (_, k) => ({ ...project.fibers[0], id: `f${k}` })) };
    const table = runFibersOf({ ...many, fascicles: [] }, [], () => 5000);
    const footprints = { ...layOutCompartments(Array.from({ length: count }, () => new Float64Array(200))), perContact: [] };
    const longest = (durationMs: number) => Math.max(...fiberBatches({
      project: { ...many, simulation: { ...many.simulation, durationMs, dtMs: 0.005 } }, fibers: table, rows: simulatedRows(table), footprints,
    }).map((batch) => batch.length));
    expect(longest(5)).toBe(16);
    expect(longest(100_000)).toBe(4);
  });
});

describe('clamps', () => {
  const clamp = (filter: object) => clampSchema.parse({ position: 0.5, durationMs: 1, amplitude: 1, ...filter });
  it.each([
    ['no filter', {}, true],
    ['the fascicle', { fascicles: ['F1'] }, true],
    ['another fascicle', { fascicles: ['F2'] }, false],
    ['the fibre', { fibers: ['F1/3'] }, true],
    ['fascicle and another fibre', { fascicles: ['F1'], fibers: ['F1/4'] }, false],
  ])('with %s', (_, filter, concerned) => {
    expect(clampsOf([clamp(filter)], 'F1', 'F1/3')).toHaveLength(concerned ? 1 : 0);
  });
});

it('sharing copies every typed array, however deep, and leaves the rest', () => {
  const shared = withSharedArrays({ kind: 'mesh', slabs: [{ pattern: 1 }], removed: [Uint8Array.of(1, 2)], nodes: new Float64Array([0, 1.5, 2]).subarray(1) });
  expect(shared.removed[0].buffer).toBeInstanceOf(SharedArrayBuffer);
  expect([...shared.nodes]).toEqual([1.5, 2]);
  expect(shared.slabs).toEqual([{ pattern: 1 }]);
  expect(withSharedArrays(shared).nodes).toBe(shared.nodes);
});
