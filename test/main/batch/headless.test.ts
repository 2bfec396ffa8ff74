import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../../src-main/batch/exit-codes';
import { DEFAULT_SETTINGS, saveSettings, settingsFile } from '../../../src-main/settings/settings';
import { AUTOMATIC_CPU } from '../../../src-model/cpu';
import type { RunEvent } from '../../../src-model/run-events';
import { smallNerve } from '../small-project';
import { batch, startBatch, type RunningBatch } from './headless-process';

let home: string;
let project: string;
const at = (name: string): string => path.join(home, name);
const run = (args: string[], extra?: Record<string, string>) => batch(args, home, extra);
const bytes = (folder: string, name: string): Promise<Buffer> => readFile(path.join(home, folder, name));

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'ranvier batch '));
  project = at('small.ranvier');
  await writeFile(project, JSON.stringify(smallNerve()));
});
afterAll(() => rm(home, { recursive: true, force: true }));

describe('a headless run', () => {
  it('ends with 0, one line per phase, a summary, and results beside the project', async () => {
    const { code, out, err } = await run([project]);
    expect(err).toMatch(/^Population .*100 %/m);
    for (const title of ['Population', 'Mesh', 'Field', 'Footprints', 'Fibres', 'Analysis', 'Results']) expect(err.match(new RegExp(`^${title} +\\d+/\\d+ .* \\d+ %.* s`, 'gm'))).toHaveLength(1);
    expect(out).toMatch(/F1 +myelinated +15/);
    expect(out).toContain(at('small.results'));
    expect(out).toContain(`${at('small.results')}/figures`);
    expect((await readdir(at('small.results'))).sort()).toEqual(['fibers.csv', 'figures', 'results.h5', 'run.json']);
    expect(code).toBe(EXIT.ok);
  });

  it('does not overwrite results unless it is told to', async () => {
    const before = await bytes('small.results', 'run.json');
    const refused = await run([project, '--no-figures']);
    expect(refused.code).toBe(EXIT.resultsExist);
    expect(refused.err).toContain('--force');
    expect(await bytes('small.results', 'run.json')).toEqual(before);
    const { code, out } = await run([project, '--no-figures', '--force']);
    expect(code).toBe(EXIT.ok);
    expect(out).not.toContain('igures');
    expect(await bytes('small.results', 'run.json')).not.toEqual(before);
  });

  it('gives the same bytes with one worker and with four, on any number of cores', async () => {
    const workers = (count: string): string[] => ['--no-cache', '--no-figures', '--fascicle-cpu', count, '--gmsh-cpu', count, '--fem-cpu', count];
    const one = await run([project, '--out', at('one'), ...workers('1')]);
    const four = await run([project, '--out', at('four'), ...workers('4')]);
    expect([one.code, four.code]).toEqual([EXIT.ok, EXIT.ok]);
    for (const file of ['fibers.csv', 'results.h5']) expect((await bytes('four', file)).equals(await bytes('one', file)), file).toBe(true);
  });

  it('notes more workers than cores, and advises against many threads for Gmsh', async () => {
    const { code, err } = await run([project, '--out', at('many'), '--no-figures', '--fascicle-cpu', '40', '--gmsh-cpu', '40']);
    expect(code).toBe(EXIT.ok);
    expect(err).toMatch(/Warning: CPU: FASCICLE: 40 workers share the \d+ cores?/);
    expect(err).toContain('GMSH: 40 threads are more than recommended; at most 4');
  });

  it('takes CPU counts from the environment, the command line first', async () => {
    const environment = { NMOD_CPU: '3', FENICS_CPU: '2', GMSH_CPU: '1' };
    await run([project, '--out', at('environment'), '--no-figures', '--fem-cpu', '1'], environment);
    expect(JSON.parse((await bytes('environment', 'run.json')).toString())).toMatchObject({ cpu: { fascicle: 3, gmsh: 1, fem: 1 } });
  });

  it('reports as JSON lines', async () => {
    const { out, err } = await run([project, '--out', at('json'), '--no-figures', '--json-progress', '--no-cache']);
    const lines = out.trimEnd().split('\n').map((line) => JSON.parse(line) as RunEvent | { kind: 'summary'; status: string; recruitment: unknown[] });
    expect(lines[0]).toMatchObject({ kind: 'run-started', projectName: 'Small nerve', phases: expect.arrayContaining(['mesh', 'fibers']) as string[] });
    expect(lines.filter(({ kind }) => kind === 'phase-finished')).toHaveLength(7);
    expect(lines.at(-1)).toMatchObject({ kind: 'summary', status: 'finished', folder: at('json'), recruitment: [{ fascicle: 'F1' }, { fascicle: 'F1' }] });
    expect(err).toBe('');
  });

  it('is silent when asked', async () => {
    expect(await run([project, '--out', at('quiet'), '--no-figures', '--quiet'])).toEqual({ code: EXIT.ok, out: '', err: '' });
  });

  it('changes values and the seed for one run', async () => {
    await run([project, '--out', at('set'), '--no-figures', '--seed', '9', '--set', 'fascicles.F1.population.axonCount=7', '--set', 'stimulation.waveforms.pulse.waveform.amplitudeUa=-1']);
    const record = JSON.parse((await bytes('set', 'run.json')).toString()) as { seed: number; recruitment: { drawn: number }[] };
    expect(record.seed).toBe(9);
    expect(record.recruitment.reduce((sum, { drawn }) => sum + drawn, 0)).toBe(7);
    expect(JSON.parse(await readFile(project, 'utf8'))).toEqual(smallNerve());
  });

  it('writes the field at points', async () => {
    const points = at('points.csv');
    await writeFile(points, 'x,y,z\n2500,40,-10\n0,40,-10\n');
    const { code } = await run([project, '--points', points, '--out', at('points')]);
    expect(code).toBe(EXIT.ok);
    const lines = (await bytes('points', 'potentials.csv')).toString().trim().split('\r\n');
    expect(lines[0]).toBe('x_um,y_um,z_um,LIFE 1 mV/mA');
    const [near, far] = lines.slice(1).map((line) => Number(line.split(',')[3]));
    expect(near).toBeGreaterThan(10 * far);
    expect(far).toBeGreaterThan(0);
  });
});

describe('a headless run that cannot be', () => {
  it.each([
    ['an unknown option', ['--nonsense'], EXIT.badArguments, '--nonsense'],
    ['a value that does not exist', ['--set', 'nerve.lenghtUm=3'], EXIT.badArguments, 'Did you mean "lengthUm"'],
    ['a project that is not valid', ['--set', 'nerve.diameterUm=100'], EXIT.invalidProject, 'fascicle "F1"'],
    ['points that are none', ['--points', 'none.csv'], EXIT.invalidProject, 'none.csv'],
  ])('says what is wrong with %s', async (_, args, code, message) => {
    const ended = await run([project, '--out', at('never'), ...args]);
    expect(ended.code).toBe(code);
    expect(ended.err).toContain(message);
    expect((await readdir(home)).filter((name) => name.startsWith('never'))).toEqual([]);
  });

  it('locates a fault in the file, for people and for programs', async () => {
    const broken = at('broken.ranvier');
    await writeFile(broken, '{ "format": "ranvier-project",\n  "version": 1,\n  "nerve": { "lengthUm": "long" } }');
    const { code, err, out } = await run([broken, '--json-progress']);
    expect(code).toBe(EXIT.invalidProject);
    expect(err).toContain('nerve');
    expect(JSON.parse(out)).toMatchObject({ kind: 'error', exitCode: EXIT.invalidProject, problems: expect.arrayContaining([expect.objectContaining({ path: ['nerve', 'lengthUm'], where: 'nerve' })]) as object[] });
  });
});

/** Starts a run that takes long and waits until its fibres are being simulated. */
async function longRun(name: string): Promise<RunningBatch> {
  await writeFile(at(`${name}.ranvier`), JSON.stringify(smallNerve({ axonCount: 150, durationMs: 200 })));
  const running = await startBatch([at(`${name}.ranvier`), '--no-figures', '--json-progress', '--no-cache'], home);
  await new Promise<void>((resolve) => {
    running.child.stdout?.on('data', (chunk: Buffer) => { if (chunk.toString().includes('"kind":"phase-started","phase":"fibers"')) resolve(); });
  });
  return running;
}

it('a change of the settings reaches a run that goes on', async () => {
  await saveSettings(home, { ...DEFAULT_SETTINGS, cpu: { ...AUTOMATIC_CPU, fascicle: 1 } });
  const running = await longRun('followed');
  await saveSettings(home, { ...DEFAULT_SETTINGS, cpu: { ...AUTOMATIC_CPU, fascicle: 3 } });
  await new Promise((resolve) => setTimeout(resolve, 2500));
  running.child.kill('SIGINT');
  await running.ended;
  await rm(settingsFile(home));
  expect(JSON.parse((await bytes('followed.results', 'run.json')).toString())).toMatchObject({ status: 'cancelled', cpu: { fascicle: 3 } });
});

describe('Ctrl-C', () => {
  it('stops a run and keeps what is finished', async () => {
    const running = await longRun('long');
    running.child.kill('SIGINT');
    const { code, err } = await running.ended;
    expect(code).toBe(EXIT.cancelled);
    expect(err).toContain('what is finished is kept');
    expect(JSON.parse((await bytes('long.results', 'run.json')).toString())).toMatchObject({ status: 'cancelled' });
    expect((await bytes('long.results', 'fibers.csv')).toString()).toContain('not-run');
  });
});
