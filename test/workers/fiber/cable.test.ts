import { describe, expect, it } from 'vitest';
import { myelinatedModelSchema, unmyelinatedModelSchema } from '../../../src-model/project';
import { type Cable, buildCable } from '../../../src-workers/fiber/cable';
import { SECTION_KINDS } from '../../../src-workers/fiber/morphology';
import { goldenTable } from '../../golden/golden-csv';

const mrg = (model: Record<string, unknown> = {}): Cable =>
  buildCable({ id: 'f', diameterUm: 10, lengthUm: 23001, nodeShift: 0, myelinated: true, model: myelinatedModelSchema.parse(model) });

describe('MRG 10 um against the parameters that NEURON was given', () => {
  const cable = mrg();
  const table = goldenTable('neuron/mrg10_21_geometry.csv');
  const column = (name: string): Float64Array => table.numbers(name);

  it('kinds, lengths, nodes', () => {
    const kinds = table.texts('type').map((kind) => kind.toLowerCase());
    expect(Array.from(cable.sectionKind, (kind) => SECTION_KINDS[kind])).toEqual(kinds);
    expect(Array.from(cable.nodeCompartments)).toEqual(Array.from({ length: 21 }, (_, j) => 11 * j));
    expect(cable.layered).toBe(true);
  });

  it('surface, capacitance, myelin and couplings, relative 1e-7', () => {
    const surface = column('L_um').map((lengthUm, k) => Math.PI * column('diam_um')[k] * lengthUm * 1e-2);
    const relative = (actual: number, expected: number): number => Math.abs(actual / expected - 1);
    for (let k = 0; k < 221; k++) {
      expect(relative(cable.surfaceNaPerMaCm2[k], surface[k])).toBeLessThan(1e-7);
      expect(relative(cable.capacitanceNf[k], surface[k] * column('cm_uF_cm2')[k] * 1e-3)).toBeLessThan(1e-7);
      if (cable.exposed[k]) continue;
      expect(relative(cable.myelinUs[k], surface[k] * column('xg0_S_cm2')[k])).toBeLessThan(1e-7);
      expect(relative(cable.myelinNf[k], surface[k] * column('xc0_uF_cm2')[k] * 1e-3)).toBeLessThan(1e-7);
    }
    for (let k = 0; k < 220; k++) {
      const half = (j: number) => (column('Ra_ohm_cm')[j] * (column('L_um')[j] / 2) * 1e-2) / ((Math.PI * column('diam_um')[j] ** 2) / 4);
      const gap = (j: number) => column('xraxial0_Mohm_cm')[j] * (column('L_um')[j] / 2) * 1e-4;
      expect(relative(cable.axialUs[k], 1 / (half(k) + half(k + 1)))).toBeLessThan(1e-7);
      expect(relative(cable.periaxonalUs[k], 1 / (gap(k) + gap(k + 1)))).toBeLessThan(1e-7);
    }
    expect([cable.axialUs[220], cable.periaxonalUs[220]]).toEqual([0, 0]);
  });

  it('the passive conductance of the internode applies to the axon inside the myelin', () => {
    expect(cable.membraneNaPerMaCm2[1] / cable.surfaceNaPerMaCm2[1]).toBeCloseTo(0.33, 12);
    expect(cable.membraneNaPerMaCm2[3] / cable.surfaceNaPerMaCm2[3]).toBeCloseTo(0.69, 12);
  });
});

it('Gaines densities apply to the outer surface', () => {
  const cable = mrg({ model: 'Gaines_motor', variant: 'nrv' });
  expect(Array.from(cable.membraneNaPerMaCm2)).toEqual(Array.from(cable.surfaceNaPerMaCm2));
});

it('several compartments per section keep the totals of a section and put the node in the middle', () => {
  const [one, three] = [mrg(), mrg({ compartmentsPerSection: 3 })];
  expect(three.compartmentCount).toBe(3 * one.compartmentCount);
  expect(Array.from(three.nodeCompartments.slice(0, 3))).toEqual([1, 34, 67]);
  for (let k = 0; k < one.compartmentCount; k++) {
    for (const key of ['capacitanceNf', 'myelinUs', 'surfaceNaPerMaCm2'] as const) {
      expect(three[key][3 * k] + three[key][3 * k + 1] + three[key][3 * k + 2]).toBeCloseTo(one[key][k], 10);
    }
    // From section centre to section centre the resistance is the same.
    if (k < one.compartmentCount - 1) {
      const resistance = [0, 1, 2].reduce((sum, j) => sum + 1 / three.axialUs[3 * k + 1 + j], 0);
      expect(resistance * one.axialUs[k]).toBeCloseTo(1, 10);
    }
  }
});

it('an unmyelinated fibre is one layer with every compartment exposed', () => {
  const cable = buildCable({
    id: 'f', diameterUm: 2, lengthUm: 1000, nodeShift: 0, myelinated: false, model: unmyelinatedModelSchema.parse({ model: 'Schild_94', compartments: { kind: 'count', count: 10 } }),
  });
  expect(cable.layered).toBe(false);
  expect(cable.exposed.every((value) => value === 1)).toBe(true);
  expect(cable.periaxonalUs.every((value) => value === 0)).toBe(true);
  expect(cable.nodeCompartments).toHaveLength(10);
  // pi d l c: 2 um x 100 um x 1.326291192 uF/cm2 in nF; axial: pi d^2 / (4 Ra l).
  expect(cable.capacitanceNf[0]).toBeCloseTo(Math.PI * 2e-4 * 1e-2 * 1.326291192 * 1e3, 12);
  expect(cable.axialUs[0]).toBeCloseTo(((Math.PI * (2e-4) ** 2) / (4 * 100 * 1e-2)) * 1e6, 12);
});
