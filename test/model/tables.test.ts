// Tables of populations (and what a histogram table must obey): what is read, what is refused and where, round trips.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDiameterCsv } from '../../src-model/library/diameter-csv';
import { ProblemError } from '../../src-model/problem';
import { readWaveform } from '../../src-model/tables/waveform-table';
import { readPopulation, writePopulation, type ExplicitAxon } from '../../src-model/tables/population-table';

function faults(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof ProblemError) return error.problems.map((p) => `${p.where}: ${p.message}`);
    throw error;
  }
  throw new Error('Nothing was refused.');
}

it('a diameter histogram with unequal bins is refused', () => {
  expect(faults(() => parseDiameterCsv('2,10\n3,1\n5,1', 'h.csv'))).toEqual(['h.csv: The bins of the histogram are not equally wide: from 2 um to 3 um, where the mean width is 1.5 um; give ascending bin starts in equal steps.']);
});

describe('number tables', () => {
  it('with or without names, with commas, semicolons, tabs or spaces, comments and a byte order mark', () => {
    for (const text of ['1,10\n0,20.5\n', 'myelinated;diameter_um\n1;10\n0;20.5', '\uFEFF# sural\n1\t10\r\n\r\n0\t20.5\r\n', '1  10\n0 20.5 # outlier']) {
      expect(readPopulation(text, 'p.csv')).toEqual([{ myelinated: true, diameterUm: 10 }, { myelinated: false, diameterUm: 20.5 }]);
    }
  });

  it.each([
    ['', 'p.csv, line 1: The file has no rows.'],
    ['1,10\n0,x', 'p.csv, line 2: "x" in column 2 is not a number; use a point as decimal sign.'],
    ['1,10\n\n# c\n0,20,1', 'p.csv, line 4: This row has 3 columns, the first one has 2.'],
    ['1,"10\n3,1', /p\.csv, line \d: The table cannot be read/],
  ])('%j is refused', (text, message) => expect(faults(() => readPopulation(text, 'p.csv'))[0]).toMatch(message));
});

describe('populations', () => {
  it('columns by name in any order, or in NRV\'s order without names', () => {
    const expected = [{ myelinated: true, diameterUm: 7.5, yUm: 1, zUm: -2, nodeShift: 0.25 }, { myelinated: false, diameterUm: 1.2 }];
    expect(readPopulation('diameter_um,myelinated,z_um,y_um,node_shift\n7.5,1,-2,1,0.25\n1.2,0,,,\n', 'p.csv')).toEqual(expected);
    expect(readPopulation('1,7.5,1,-2,0.25\n0,1.2,nan,nan,nan', 'p.csv')).toEqual(expected);
    expect(readPopulation('1 7.5\n0 1.2', 'p.csv')).toEqual([{ myelinated: true, diameterUm: 7.5 }, { myelinated: false, diameterUm: 1.2 }]);
  });

  it('writing and reading are inverse', () => {
    const number = fc.double({ min: -1e4, max: 1e4, noNaN: true }).map((v) => v + 0);
    const axon: fc.Arbitrary<ExplicitAxon> = fc.record({ myelinated: fc.boolean(), diameterUm: fc.double({ min: 0.01, max: 30, noNaN: true }) })
      .chain((base) => fc.oneof(fc.constant(base), fc.tuple(number, number, fc.double({ min: 0, max: 1, noNaN: true })).map(([yUm, zUm, nodeShift]) => ({ ...base, yUm, zUm, nodeShift }))));
    fc.assert(fc.property(fc.array(axon, { minLength: 1, maxLength: 20 }), (axons) => {
      expect(readPopulation(writePopulation(axons), 'p.csv')).toEqual(axons);
    }));
  });

  it.each([
    ['2,7.5', 'p.csv, line 1: The type is 2; it must be 1 (myelinated) or 0 (unmyelinated).'],
    ['1,7.5\n1,0', 'p.csv, line 2: The diameter is 0 um; it must be positive.'],
    ['1,7.5,3', 'p.csv, line 1: A population has 2, 4 or 5 columns (type, diameter in um; y, z in um; node shift); this file has 3.'],
    ['1,7.5,3,nan', 'p.csv, line 1: Only one of the positions y and z is given; give both or none.'],
    ['1,7.5,3,4,1.5', 'p.csv, line 1: The node shift is 1.5; it must be from 0 to 1.'],
    ['myelinated,diameter\n1,2', 'p.csv, line 1: There is no column "diameter" in a population. Did you mean "diameter_um"? Columns: myelinated, diameter_um, y_um, z_um, node_shift.'],
    ['myelinated,y_um\n1,2', 'p.csv, line 1: The column "diameter_um" is missing.'],
    ['myelinated,diameter_um\n', 'p.csv, line 1: The file has a line of names but no rows of numbers.'],
  ])('%j is refused', (text, message) => expect(faults(() => readPopulation(text, 'p.csv'))[0]).toBe(message));
});

describe('waveforms', () => {
  it('become samples', () => {
    expect(readWaveform('time_ms,current_ua\n0,0\n0.1,-60\n0.2,0\n', 'w.csv')).toEqual({ kind: 'samples', timesMs: [0, 0.1, 0.2], valuesUa: [0, -60, 0] });
  });

  it.each([
    ['0,0\n-1,2', 'w.csv, line 2: The time is -1 ms; it must be 0 or later.'],
    ['0,0\n2,1\n1,2', 'w.csv, line 3: The time 1 ms is before that of the row above (2 ms); sort the rows by time.'],
    ['0,0\n1,', 'w.csv, line 2: The current is missing.'],
    ['0\n1', 'w.csv, line 1: A waveform has two columns (time in ms, current in uA); this row has 1.'],
  ])('%j is refused', (text, message) => expect(faults(() => readWaveform(text, 'w.csv'))[0]).toBe(message));
});
