import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { potentialsCsv, readPoints } from '../../../src-main/batch/points';
import { ProblemError } from '../../../src-model/problem';

let folder: string;
const written = async (text: string): Promise<string> => {
  const file = path.join(folder, 'points.csv');
  await writeFile(file, text);
  return file;
};
beforeAll(async () => { folder = await mkdtemp(path.join(tmpdir(), 'ranvier-points-')); });
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a file of points', () => {
  it.each([
    ['commas and titles', 'x,y,z\n1,2,3\n4,5,-6e1\n'],
    ['semicolons, comments and Windows lines', '# points\r\n1;2;3\r\n\r\n4;5;-60\r\n'],
    ['blanks, a mark at the start and further columns', '\uFEFF1 2 3 a\n4\t5\t-60 b'],
  ])('may have %s', async (_, text) => {
    expect([...await readPoints(await written(text))]).toEqual([1, 2, 3, 4, 5, -60]);
  });

  it('is refused with the line at fault', async () => {
    await expect(readPoints(await written('x,y,z\n1,2,3\n1,two,3\n'))).rejects.toThrow(/points\.csv, line 3: .*"1,two,3"/);
    await expect(readPoints(await written('x,y,z\n'))).rejects.toThrow(ProblemError);
    await expect(readPoints(path.join(folder, 'none.csv'))).rejects.toThrow(/cannot be read/);
  });

  it('comes back with one column per contact', () => {
    const csv = potentialsCsv(Float64Array.of(1, 2, 3, 4, 5, 6), { contacts: ['A', 'cuff/0'], perContact: [Float64Array.of(10, 20), Float64Array.of(0.5, -1)], mesh: null, reports: [], insideElectrode: 0 });
    expect(csv).toBe('x_um,y_um,z_um,A mV/mA,cuff/0 mV/mA\r\n1,2,3,10,0.5\r\n4,5,6,20,-1\r\n');
  });
});
