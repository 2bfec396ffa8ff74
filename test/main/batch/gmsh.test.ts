// The other mesher and the field's files, as a user runs them: a headless process with a real Gmsh.
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../../src-main/batch/exit-codes';
import { readMsh } from '../../../src-workers/mesh/msh/read-msh';
import { smallNerve } from '../small-project';
import { batch } from './headless-process';

let home: string;
const at = (name: string): string => path.join(home, name);
const GMSH = ['--set', 'simulation.field.mesher=gmsh'];
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'ranvier gmsh '));
  await writeFile(at('small.ranvier'), JSON.stringify(smallNerve()));
  await writeFile(at('points.csv'), 'x,y,z\n500,30,-10\n1500,20,20\n2500,20,20\n2500,0,110\n');
});
afterAll(() => rm(home, { recursive: true, force: true }));

const potentials = async (folder: string): Promise<number[]> =>
  (await readFile(path.join(at(folder), 'potentials.csv'), 'utf8')).trim().split('\r\n').slice(1).map((line) => Number(line.split(',')[3]));

const gmshMissing = spawnSync('gmsh', ['--version']).error !== undefined;
describe.skipIf(gmshMissing)('a project meshed by Gmsh', () => {
  it('runs from population to results; another amplitude neither meshes nor solves again', async () => {
    const first = await batch([at('small.ranvier'), ...GMSH, '--no-figures', '--out', at('run')], home);
    expect(first.err).toMatch(/^Mesh .*elements/m);
    expect(first.code).toBe(EXIT.ok);
    const run = JSON.parse(await readFile(path.join(at('run'), 'run.json'), 'utf8')) as object;
    expect(JSON.stringify(run)).toContain('"mesher":"gmsh"');
    const again = await batch([at('small.ranvier'), ...GMSH, '--no-figures', '--out', at('again'), '--set', 'stimulation.waveforms.0.waveform.amplitudeUa=-30'], home);
    expect(again.err).toMatch(/^Field .*(reused|unchanged|cache)/m);
    expect(again.code).toBe(EXIT.ok);
  });

  it('agrees with the built-in mesher within 3 %: flat facets cut off that much at these sizes', async () => {
    const normal = ['--mesh', 'normal', '--points', at('points.csv'), '--out', at('gmsh')];
    const byGmsh = await batch([at('small.ranvier'), ...GMSH, ...normal], home);
    const builtIn = await batch([at('small.ranvier'), ...normal.slice(0, -1), at('extrusion')], home);
    expect([byGmsh.code, builtIn.code]).toEqual([EXIT.ok, EXIT.ok]);
    const reference = await potentials('extrusion');
    (await potentials('gmsh')).forEach((value, i) => expect(Math.abs(value / reference[i] - 1)).toBeLessThan(0.03));
  });

  it('says what to do when Gmsh is missing', async () => {
    await writeFile(at('settings.json'), JSON.stringify({ engines: { gmsh: at('no-gmsh-here') } }));
    const missing = await batch([at('small.ranvier'), ...GMSH, '--no-cache', '--points', at('points.csv'), '--out', at('missing')], home);
    await rm(at('settings.json'));
    expect(missing.code).toBe(EXIT.failedRun);
    expect(missing.err).toMatch(/no-gmsh-here" is not a program that can be run\. Install it from gmsh\.info .* "extrusion"/);
  });
});

describe('--export-field', () => {
  it('writes VTU and MSH with the potentials, and does not overwrite them', async () => {
    for (const name of ['field.vtu', 'field.msh']) {
      const { code, out } = await batch([at('small.ranvier'), '--export-field', at(name)], home);
      expect(out).toContain(at(name));
      expect(code).toBe(EXIT.ok);
    }
    const vtu = (await readFile(at('field.vtu'))).toString('latin1');
    expect(vtu).toMatch(/^<\?xml version="1\.0"\?>\n<VTKFile type="UnstructuredGrid"/);
    expect(vtu).toContain('Name="LIFE 1 (mV per mA)"');
    expect(new Set(readMsh(await readFile(at('field.msh'))).regions)).toEqual(new Set([1, 2, 10]));
    expect((await batch([at('small.ranvier'), '--export-field', at('field.msh')], home)).code).toBe(EXIT.resultsExist);
  });
});
