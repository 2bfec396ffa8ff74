import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDiameterCsv } from '../../../src-model/library/diameter-csv';
import { readProjectFile, resolveProject, writeProjectFile } from '../../../src-main/project-file/project-file';
import { ProblemError } from '../../../src-model/problem';
import { projectSchema, type Project } from '../../../src-model/project';

let folder: string;
beforeAll(async () => { folder = await mkdtemp(path.join(tmpdir(), 'ranvier project ')); });
afterAll(() => rm(folder, { recursive: true, force: true }));

const projectWith = (file: string): Project => projectSchema.parse({
  format: 'ranvier-project', version: 1, name: 'Test', nerve: { lengthUm: 5000, diameterUm: 500 },
  fascicles: [{ id: 'F1', shape: { kind: 'circle', centerYUm: 0, centerZUm: 0, diameterUm: 200 }, population: { kind: 'generated', myelinatedDiameters: { kind: 'file', path: file } } }],
});

describe('project files', () => {
  it('come back as they were written', async () => {
    const file = path.join(folder, 'a b.ranvier');
    await writeProjectFile(file, projectWith('d.csv'));
    await expect(readProjectFile(file)).resolves.toEqual({ project: projectWith('d.csv'), problems: [] });
  });

  it.each([
    ['missing', null, /does not exist/],
    ['no JSON', '{ "format": ', /a\.ranvier|line|JSON/i],
    ['another format', '{ "format": "other" }', /format/],
  ])('with a located message when %s', async (_, text, message) => {
    const file = path.join(folder, text === null ? 'none.ranvier' : 'a.ranvier');
    if (text !== null) await writeFile(file, text);
    const reading = readProjectFile(file);
    await expect(reading).rejects.toThrow(ProblemError);
    await expect(reading).rejects.toThrow(message);
  });

  it('are refused when they are a folder', async () => {
    await expect(readProjectFile(folder)).rejects.toThrow(/not a file/);
  });

  it('bring in the histograms beside them', async () => {
    await writeFile(path.join(folder, 'd.csv'), 'start,count\n2,10\n3,30\n4,20\n');
    const { fascicles: [{ population }] } = await resolveProject(projectWith('d.csv'), folder);
    expect(population).toMatchObject({ myelinatedDiameters: { kind: 'histogram', name: 'd.csv', binStartsUm: [2, 3, 4], frequencies: [10, 30, 20] } });
  });

  it('name the fascicle whose histogram is missing or wrong', async () => {
    await expect(resolveProject(projectWith('none.csv'), folder)).rejects.toThrow(/fascicle "F1".*none\.csv does not exist/);
    await writeFile(path.join(folder, 'bad.csv'), '2,10\n3,many\n4,5\n');
    const failure = await resolveProject(projectWith('bad.csv'), folder).catch((error: unknown) => error) as ProblemError;
    expect(failure.problems).toEqual([expect.objectContaining({ path: ['fascicles', 0, 'population', 'myelinatedDiameters'], where: 'fascicle "F1", bad.csv, line 2' })]);
  });
});

describe('a histogram in a CSV file', () => {
  it.each([
    ['titles and commas', 'd,n\n1,2\n2,0\n3,4'],
    ['semicolons and comments', '# nerve\r\n1;2\r\n2;0\r\n3;4\r\n'],
    ['blanks and quotes', '\uFEFF"1" "2"\n2 0\n3 4\n'],
  ])('may have %s', (_, text) => {
    expect(parseDiameterCsv(text, 'd.csv')).toEqual({ kind: 'histogram', name: 'd.csv', binStartsUm: [1, 2, 3], frequencies: [2, 0, 4] });
  });

  it.each([
    ['one column', '1\n2\n3\n', /line 1: Two numbers/],
    ['a negative frequency', '1,2\n2,-1\n3,1', /line 2: The frequency is "-1"/],
    ['bins that go back', '1,2\n3,1\n2,1', /line 3: The bin starts at 2 um/],
    ['a diameter of zero', '0,2\n1,1\n2,1', /line 1: The start/],
    ['too few bins', '1,2\n2,3', /2 bins; at least 3/],
    ['nothing but zeros', '1,0\n2,0\n3,0', /Every frequency is 0/],
    ['no content', '', /0 bins/],
  ])('is refused with %s', (_, text, message) => {
    expect(() => parseDiameterCsv(text, 'd.csv')).toThrow(message);
  });
});
