import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { effectiveCpu } from '../../../src-main/settings/effective-cpu';
import { cacheFolder, settingsFolder } from '../../../src-main/settings/folders';
import { importNrvIni } from '../../../src-main/settings/nrv-ini';
import { DEFAULT_SETTINGS, loadSettings, saveSettings, settingsFile } from '../../../src-main/settings/settings';
import { UserSettings } from '../../../src-main/windows/user-settings';
import { AUTOMATIC_CPU, cpuNotes, workersFor } from '../../../src-model/cpu';

let folder: string;
beforeEach(async () => { folder = await mkdtemp(path.join(tmpdir(), 'ranvier-settings-')); });
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the settings file', () => {
  it('is not needed', async () => {
    await expect(loadSettings(path.join(folder, 'none'))).resolves.toEqual({ settings: DEFAULT_SETTINGS, notes: [] });
  });

  it('comes back as it was saved', async () => {
    const settings = { ...DEFAULT_SETTINGS, theme: 'dark' as const, cpu: { ...AUTOMATIC_CPU, fascicle: 6 } };
    await saveSettings(path.join(folder, 'new'), settings);
    await expect(loadSettings(path.join(folder, 'new'))).resolves.toEqual({ settings, notes: [] });
  });

  it('keeps its good entries when one is wrong', async () => {
    await writeFile(settingsFile(folder), '{ "theme": "light", "cpu": { "fascicle": -3 } }');
    const { settings, notes } = await loadSettings(folder);
    expect(settings.theme).toBe('light');
    expect(settings.cpu).toEqual(AUTOMATIC_CPU);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain('"cpu"');
  });

  it.each(['{ "theme": "da', '[1, 2]', 'null', ''])('is set aside when it is broken: %s', async (text) => {
    await writeFile(settingsFile(folder), text);
    const { settings, notes } = await loadSettings(folder);
    expect(settings).toEqual(DEFAULT_SETTINGS);
    expect(notes[0]).toContain('damaged');
    expect(await readdir(folder)).toEqual(['settings.json.broken']);
    expect(await readFile(path.join(folder, 'settings.json.broken'), 'utf8')).toBe(text);
  });
});

describe('NRV.ini', () => {
  it('gives the CPU counts of its sections', () => {
    const { cpu, problems } = importNrvIni('[NRV]\nNMOD_CPU = 3\n; old\n[GMSH]\nGMSH_CPU=4 ; threads\n[OPTIM]\nOPTIM_CPU: 2\n[FENICS]\nFENICS_CPU = 1\n[COMSOL]\nCOMSOL_CPU = 5\nCOMSOL_SERVER = x\n[LOG]\nVERBOSITY_LEVEL = 3\n');
    expect(cpu).toEqual({ fascicle: 3, gmsh: 4, optim: 2, fem: 1, comsol: 5 });
    expect(problems).toEqual([]);
  });

  it('prefers the new name of a key', () => {
    expect(importNrvIni('NMOD_CPU=3\nFASCICLE_CPU=8').cpu).toEqual({ fascicle: 8 });
  });

  it('locates what it cannot use and ignores it', () => {
    const { cpu, problems } = importNrvIni('[GMSH]\nGMSH_CPU = many\n');
    expect(cpu).toEqual({});
    expect(problems).toHaveLength(1);
    expect(problems[0].where).toContain('line 2');
    expect(problems[0].message).toContain('"many"');
  });
});

describe('the CPU counts in force', () => {
  it('come from the command line, then the environment, then the settings', () => {
    const { counts, problems } = effectiveCpu({ fascicle: 9 }, { FASCICLE_CPU: '2', GMSH_CPU: '3', FENICS_CPU: 'auto', OPTIM_CPU: 'x' }, { fascicle: 1, gmsh: 1, fem: 1, optim: 1, comsol: 1 });
    expect(counts).toEqual({ fascicle: 9, gmsh: 3, fem: 'auto', optim: 1, comsol: 1 });
    expect(problems.map(({ where }) => where)).toEqual(['environment variable OPTIM_CPU']);
  });

  it('"auto" follows the machine, Gmsh at most four', () => {
    expect(['fascicle', 'gmsh', 'fem', 'comsol'].map((phase) => workersFor(phase as 'fem', AUTOMATIC_CPU, 12))).toEqual([12, 4, 12, 1]);
    expect(workersFor('gmsh', AUTOMATIC_CPU, 2)).toBe(2);
  });

  it('more workers than cores are allowed and noted; more than four for Gmsh are advised against', () => {
    const counts = { ...AUTOMATIC_CPU, fascicle: 16, gmsh: 6 };
    expect(workersFor('fascicle', counts, 2)).toBe(16);
    expect(cpuNotes(counts, 8)).toEqual([expect.stringContaining('FASCICLE: 16 workers share the 8 cores'), expect.stringContaining('at most 4')]);
    expect(cpuNotes(AUTOMATIC_CPU, 1)).toEqual([]);
  });
});

it('folders follow the customs of each system', () => {
  expect(settingsFolder({ APPDATA: 'C:\\A' }, 'win32')).toContain('Ranvier');
  expect(settingsFolder({ XDG_CONFIG_HOME: '/c' }, 'linux')).toBe('/c/ranvier');
  expect(cacheFolder({ XDG_CACHE_HOME: '/k' }, 'linux')).toBe('/k/ranvier/results');
  expect(settingsFolder({ RANVIER_HOME: '/p' }, 'darwin')).toBe('/p');
});

it('changes at the same moment are all kept', async () => {
  const settings = await UserSettings.load(folder);
  await Promise.all([settings.change({ theme: 'dark' }), settings.change({ cacheMb: 77 }), settings.setEngine('gmsh', '/opt/gmsh')]);
  const kept = { theme: 'dark', cacheMb: 77, engines: { gmsh: '/opt/gmsh' } };
  expect(settings.current).toMatchObject(kept);
  expect((await loadSettings(folder)).settings).toMatchObject(kept);
});
