// The order and choice of rows in the fibre table.
import { describe, expect, it } from 'vitest';
import { RECRUITED } from '../../../src-model/results';
import { columnRem, fiberRows, NO_FILTER, tableColumns } from '../../../src-renderer/plots/fiber-rows';
import { onlyFibers, propagationProfile } from '../../../src-renderer/scene/propagation-profile';
import { fixtureFibers, fixtureProject, fixtureTraces } from '../harness/fixtures';

const table = fixtureFibers(fixtureProject('life'), 120);

describe('columns', () => {
  it('have room for their headings and their longest cells', () => {
    const widthOf = (key: string, of = table): number => columnRem(tableColumns(of).find((column) => column.key === key)!, of);
    expect(widthOf('diameterUm')).toBeGreaterThan(widthOf('yUm'));
    expect(widthOf('column:firstSpikeTimeMs')).toBeGreaterThan(widthOf('diameterUm'));
    const longer = { ...table, fascicles: table.fascicles.map((name) => `${name}, medial branch`) };
    expect(widthOf('fascicle', longer)).toBeGreaterThan(widthOf('fascicle'));
    expect(widthOf('fascicle', { ...table, fascicles: ['x'.repeat(500)] })).toBeLessThan(25);
  });
});

describe('fiberRows', () => {
  it('keeps the order of the table without sorting', () => {
    expect(Array.from(fiberRows(table, NO_FILTER, null))).toEqual(Array.from({ length: 120 }, (_, k) => k));
  });
  it('combines filters', () => {
    const rows = fiberRows(table, { text: 'f2', fascicle: 1, myelinated: true, recruited: RECRUITED }, null);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect([table.fascicle[row], table.myelinated[row], table.recruited[row]]).toEqual([1, 1, RECRUITED]);
  });
  it('sorts numbers, with missing ones last either way', () => {
    for (const descending of [false, true]) {
      const rows = Array.from(fiberRows(table, NO_FILTER, { key: 'column:firstSpikeTimeMs', descending }));
      const values = rows.map((row) => table.columns[1].values[row]);
      const known = values.filter((value) => !Number.isNaN(value));
      expect(values.slice(0, known.length)).toEqual([...known].sort((a, b) => (descending ? b - a : a - b)));
    }
  });
  it('sorts ids by the numbers in them', () => {
    const ids = Array.from(fiberRows(table, { ...NO_FILTER, fascicle: 0 }, { key: 'id', descending: false }), (row) => table.ids[row]);
    expect(ids.slice(0, 3)).toEqual(['F1/0', 'F1/1', 'F1/2']);
    expect(ids.indexOf('F1/9')).toBeLessThan(ids.indexOf('F1/10'));
  });
  it('has a column for every result', () => {
    expect(tableColumns(table).map(({ key }) => key)).toEqual(['id', 'fascicle', 'myelinated', 'diameterUm', 'yUm', 'zUm', 'recruited', 'column:thresholdUa', 'column:firstSpikeTimeMs']);
  });
});

describe('propagationProfile', () => {
  it('colours only the traced fibre, with the values of the instant', () => {
    const [trace] = fixtureTraces();
    const { values, sampleCount } = propagationProfile(table, 'F1/2', trace, 100, 5000, { min: -90, max: 40 });
    const middle = values[2 * sampleCount + Math.round(sampleCount / 2)];
    expect(middle).toBeGreaterThan(-90);
    expect(values[2 * sampleCount]).toBeCloseTo(trace.values[100], 4);
    expect(values[2 * sampleCount + sampleCount - 1]).toBeCloseTo(trace.values[50 * trace.sampleCount + 100], 4);
    expect(Number.isNaN(values[0])).toBe(true);
  });
});

describe('onlyFibers', () => {
  it('keeps the rows asked for, in table order, with all their columns', () => {
    const some = onlyFibers(table, ['F2/40', 'F1/3', 'nothing']);
    expect(some.ids).toEqual(['F1/3', 'F2/40']);
    expect(Array.from(some.diameterUm)).toEqual([table.diameterUm[3], table.diameterUm[40]]);
    expect(some.columns[0].values[1]).toBe(table.columns[0].values[40]);
  });
});
