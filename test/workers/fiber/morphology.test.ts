import { GEOMETRY_RANGE_UM, type GeometryRule, geometryRuleOf } from '../../../src-model/library/fiber-ranges';
import { describe, expect, it } from 'vitest';
import { myelinatedModelSchema, unmyelinatedModelSchema } from '../../../src-model/project';
import { axonDiameterUm, compartmentCentersUm, dLambdaCount, myelinatedSections, sectionsOf } from '../../../src-workers/fiber/morphology';
import { lengthForNodesUm, myelinatedGeometry } from '../../../src-workers/fiber/myelinated-geometry';
import type { FiberSpec } from '../../../src-workers/fiber/request';
import { goldenTable } from '../../golden/golden-csv';

const sum = (values: readonly { lengthUm: number }[]): number => values.reduce((total, { lengthUm }) => total + lengthUm, 0);

describe('geometry rules', () => {
  // Diameter, axon, node, internode, FLUT, lamellae, four decimals.
  const nrv = [
    [1.5, 1.1543, 1.0034, 148.4293, 7.7040, 18.7010], [2.5, 1.6704, 1.2336, 215.5702, 14.6714, 35.4752],
    [4, 2.5114, 1.5877, 331.7181, 24.4371, 57.9456], [6, 3.7642, 2.0857, 564.0023, 34.2510, 83.2437],
    [8, 5.1767, 2.6262, 861.1401, 40.5234, 103.7169], [9, 5.9461, 2.9168, 1008.2991, 42.9402, 112.3159],
    [12, 8.5226, 3.8917, 1317.4172, 50.6388, 132.3864], [14.5, 10.9964, 4.8486, 1438.3679, 56.7536, 143.5731],
    [18, 14.9995, 6.4648, 1652.8519, 66.6741, 152.9388], [20, 17.5888, 7.5594, 1748.7492, 74.5459, 156.0001],
    [10, 6.9, 3.3, 1150, 46, 120], [2, 1.6, 1.4, 200, 10, 20],
  ];
  it.each(nrv)('nrv at %f um, four decimals', (diameterUm, axon, node, internode, flut, lamellae) => {
    const geometry = myelinatedGeometry('nrv', diameterUm);
    const actual = [geometry.axonDiameterUm, geometry.nodeDiameterUm, geometry.internodeUm, geometry.flutLengthUm, geometry.lamellaCount];
    [axon, node, internode, flut, lamellae].forEach((value, i) => expect(Math.abs(actual[i] - value)).toBeLessThan(6e-5));
  });

  it('nrv equals what NRV built, nine digits', () => {
    const table = goldenTable('neuron2/geometry_myelinated.csv');
    table.numbers('D_um').forEach((diameterUm, i) => {
      const geometry = myelinatedGeometry('nrv', diameterUm);
      const pairs: [string, number][] = [
        ['axonD_um', geometry.axonDiameterUm], ['nodeD_um', geometry.nodeDiameterUm], ['paraD1_um', geometry.mysaDiameterUm], ['paraD2_um', geometry.flutDiameterUm],
        ['deltax_um', geometry.internodeUm], ['FLUT_length_um', geometry.flutLengthUm], ['nl', geometry.lamellaCount], ['STIN_length_um', geometry.stinLengthUm],
        ['L_um', lengthForNodesUm(geometry, 21)],
      ];
      for (const [name, value] of pairs) expect(Math.abs(value / table.numbers(name)[i] - 1), name).toBeLessThan(1e-8);
    });
  });

  it('monotone passes through the table, with 30 lamellae at 2 um, and every quantity grows with the diameter', () => {
    expect(myelinatedGeometry('monotone', 10)).toEqual(myelinatedGeometry('nrv', 10));
    expect(myelinatedGeometry('monotone', 2)).toEqual({ ...myelinatedGeometry('nrv', 2), lamellaCount: 30 });
    let before = myelinatedGeometry('monotone', 0.7);
    for (let diameterUm = 0.75; diameterUm <= 25; diameterUm += 0.05) {
      const geometry = myelinatedGeometry('monotone', diameterUm);
      for (const key of ['axonDiameterUm', 'nodeDiameterUm', 'internodeUm', 'flutLengthUm', 'lamellaCount'] as const) expect(geometry[key]).toBeGreaterThan(before[key]);
      before = geometry;
    }
  });

  it('no rule has an impossible fibre within its range', () => {
    const rules: GeometryRule[] = ['nrv', 'monotone', 'ascent', 'pena', 'gaines'];
    for (const rule of rules) {
      const [low, high] = GEOMETRY_RANGE_UM[rule];
      for (let part = 0; part <= 200; part++) {
        const diameterUm = low + ((high - low) * part) / 200;
        const geometry = myelinatedGeometry(rule, diameterUm);
        for (const [name, value] of Object.entries(geometry)) expect(value, `${rule} ${diameterUm} ${name}`).toBeGreaterThan(0);
        expect(geometry.axonDiameterUm).toBeLessThan(diameterUm);
      }
    }
  });

  it('refuses diameters outside the range and names the way out', () => {
    expect(() => myelinatedGeometry('gaines', 3)).toThrow(/3 um is outside 5.7 to 16 um.*"nrv" or "monotone"/);
    expect(() => myelinatedGeometry('nrv', Number.NaN)).toThrow(RangeError);
  });

  it('default means nrv for MRG and for variant nrv, the own formulas for published Gaines models', () => {
    const of = (model: 'MRG' | 'Gaines_motor', variant: 'published' | 'nrv') => geometryRuleOf({ model, variant, geometry: 'default' });
    expect([of('MRG', 'published'), of('MRG', 'nrv'), of('Gaines_motor', 'nrv'), of('Gaines_motor', 'published')]).toEqual(['nrv', 'nrv', 'nrv', 'gaines']);
    // Gaines et al. 2018: the MYSA axon is thicker than the node.
    const gaines = myelinatedGeometry('gaines', 10);
    expect(gaines.mysaDiameterUm).toBeCloseTo(0.3527 * 10 - 0.1804, 12);
    expect(axonDiameterUm(gaines, 'mysa')).toBeGreaterThan(axonDiameterUm(gaines, 'node'));
  });
});

describe('sections of a myelinated fibre', () => {
  const geometry = myelinatedGeometry('nrv', 10);

  it.each([1, 2, 5.7, 7.3, 8.7, 10, 11.5, 12.8, 14, 15, 16, 3.217])('the length for 21 nodes gives exactly 21 complete nodes at %f um', (diameterUm) => {
    const own = myelinatedGeometry('nrv', diameterUm);
    const sections = myelinatedSections(own, lengthForNodesUm(own, 21), 0);
    const nodes = sections.filter(({ kind }) => kind === 'node');
    expect(sections).toHaveLength(221);
    expect(nodes).toHaveLength(21);
    expect(nodes.every(({ lengthUm }) => lengthUm === 1)).toBe(true);
  });

  it('a fibre short of its last node by round-off is complete, one short by more ends in a cut section', () => {
    expect(myelinatedSections(geometry, 23001 - 5e-7, 0).at(-1)).toEqual({ kind: 'node', lengthUm: 1 });
    const cut = myelinatedSections(geometry, 11530, 0);
    expect(cut.at(-1)!.kind).toBe('flut');
    expect(cut.at(-1)!.lengthUm).toBeCloseTo(26, 9);
  });

  it('shift 0.1 of an internode starts with 66 um of STIN', () => {
    const sections = myelinatedSections(geometry, 5000, 0.1);
    expect(sections.slice(0, 4).map(({ kind }) => kind)).toEqual(['stin', 'flut', 'mysa', 'node']);
    expect(sections[0].lengthUm).toBeCloseTo(66, 9);
    expect(sum(sections.slice(0, 3))).toBeCloseTo(115, 9);
  });

  it('for any shift and length: first complete node where it should be, order kept, lengths add up', () => {
    const order = 'node mysa flut stin stin stin stin stin stin flut mysa'.split(' ');
    for (let shift = 0; shift <= 1; shift += 0.01) {
      for (const lengthUm of [3000, 5000, 1151 * 3.7]) {
        const sections = myelinatedSections(geometry, lengthUm, shift);
        expect(sum(sections)).toBeCloseTo(lengthUm, 6);
        expect(sections.every((section) => section.lengthUm > 1e-6)).toBe(true);
        const first = sections.findIndex(({ kind, lengthUm: length }) => kind === 'node' && length > 1 - 1e-6);
        const expectedUm = shift > 1 - 1e-9 ? 0 : shift * 1150;
        expect(sum(sections.slice(0, first))).toBeCloseTo(expectedUm, 6);
        sections.forEach(({ kind }, i) => expect(kind).toBe(order[(((i - first) % 11) + 11) % 11]));
      }
    }
  });
});

describe('d-lambda rule', () => {
  const count = (model: string, diameterUm: number, lengthUm: number): number => sectionsOf({
    id: 'f', diameterUm, lengthUm, nodeShift: 0, myelinated: false, model: unmyelinatedModelSchema.parse({ model, variant: 'nrv', compartments: { kind: 'd-lambda' } }),
  })[0].compartmentCount;
  it.each([['HH', 51, 251, 355, 179], ['Rattay_Aberham', 37, 179, 251, 127], ['Sundt', 37, 179, 251, 127], ['Tigerholm', 23, 107, 151, 75], ['Schild_94', 41, 205, 289, 145], ['Schild_97', 41, 205, 289, 145]])(
    '%s', (model, ...expected) => {
      expect([count(model, 1, 1000), count(model, 1, 5000), count(model, 0.5, 5000), count(model, 2, 5000)]).toEqual(expected);
    });

  it.each([[10, 100, [1, 1, 1, 3]], [10, 1000, [1, 1, 3, 9]], [10, 10000, [1, 1, 9, 29]], [5.7, 1000, [1, 1, 3, 7]], [5.7, 10000, [1, 1, 9, 17]], [16, 10000, [1, 1, 9, 27]]])(
    'MRG %f um at %f Hz', (diameterUm, frequencyHz, expected) => {
      const geometry = myelinatedGeometry('nrv', diameterUm);
      const lengths = { node: 1, mysa: 3, flut: geometry.flutLengthUm, stin: geometry.stinLengthUm };
      const counts = (['node', 'mysa', 'flut', 'stin'] as const).map((kind) => {
        const axonUm = axonDiameterUm(geometry, kind);
        const outerUm = kind === 'node' ? axonUm : diameterUm;
        return dLambdaCount(lengths[kind], outerUm, 70 * (outerUm / axonUm) ** 2, (2 * axonUm) / outerUm, 0.1, frequencyHz);
      });
      expect(counts).toEqual(expected);
    });
});

describe('compartment centres', () => {
  it('equal those of NEURON for MRG 10 um', () => {
    const spec: FiberSpec = { id: 'f', diameterUm: 10, lengthUm: 23001, nodeShift: 0, myelinated: true, model: myelinatedModelSchema.parse({}) };
    const expected = goldenTable('neuron/mrg10_21_geometry.csv').numbers('x_um');
    const actual = compartmentCentersUm(spec);
    expect(actual.length).toBe(expected.length);
    actual.forEach((xUm, k) => expect(Math.abs(xUm - expected[k])).toBeLessThan(2e-3));
  });

  it('divide an unmyelinated fibre by length, count or d-lambda', () => {
    const centers = (compartments: unknown, lengthUm = 5000) => compartmentCentersUm({
      id: 'f', diameterUm: 1, lengthUm, nodeShift: 0, myelinated: false, model: unmyelinatedModelSchema.parse({ compartments }),
    });
    expect(centers({ kind: 'length', lengthUm: 25 })).toHaveLength(200);
    expect(centers({ kind: 'length', lengthUm: 25 }, 20)).toHaveLength(1);
    expect(Array.from(centers({ kind: 'count', count: 4 }))).toEqual([625, 1875, 3125, 4375]);
  });

  it('refuses impossible fibres', () => {
    const spec: FiberSpec = { id: 'f', diameterUm: 0, lengthUm: 100, nodeShift: 0, myelinated: false, model: unmyelinatedModelSchema.parse({}) };
    expect(() => compartmentCentersUm(spec)).toThrow(/diameter 0 um/);
    expect(() => compartmentCentersUm({ ...spec, diameterUm: 1, lengthUm: Number.NaN })).toThrow(/length NaN um/);
  });
});
