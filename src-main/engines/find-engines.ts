// Which external programs this machine offers: Gmsh (a mesher), NEURON and FEniCSx (to check our numbers against). None is needed.
import { SILENT_TASK } from '../../src-model/task';
import { findPrograms, gmshFolders, isProgram, pythonFolders, thisMachine, type SearchPlace } from './find-program';
import { runProgram } from './run-program';

/** Programs chosen by the user; null: looked for. */
export interface ChosenEngines {
  gmsh: string | null;
  python: string | null;
}

export interface EngineInfo {
  engine: 'gmsh' | 'neuron' | 'fenicsx';
  /** As users know it. */
  name: string;
  /** Full path of the program (of the Python that has it, for NEURON and FEniCSx); null when it was not found. */
  path: string | null;
  version: string | null;
  /** A sentence: what it is used for, or where it was looked for and what to do. */
  note: string;
}

export const NO_CHOICE: ChosenEngines = { gmsh: null, python: null };
const VERSION_LIMIT_MS = 30_000;

export async function findEngines(chosen: ChosenEngines = NO_CHOICE, place: SearchPlace = thisMachine()): Promise<EngineInfo[]> {
  const [gmsh, python] = await Promise.all([findGmsh(chosen.gmsh, place), findPythonEngines(chosen.python, place)]);
  return [gmsh, ...python];
}

/** The first Gmsh that starts and tells its version. */
export async function findGmsh(chosen: string | null, place: SearchPlace = thisMachine()): Promise<EngineInfo> {
  const candidates = chosen === null ? await findPrograms('gmsh', gmshFolders(place), place) : [chosen];
  for (const candidate of candidates) {
    const version = await versionOf(candidate, ['--version'], /^(\d+\.\d+(?:\.\S+)?)$/);
    if (version !== null) return { engine: 'gmsh', name: 'Gmsh', path: candidate, version, note: 'Can be used as mesher.' };
  }
  const where = chosen === null ? 'It was not found on the PATH or in the usual folders.' : await whyChosenFails(chosen, 'Gmsh');
  return { engine: 'gmsh', name: 'Gmsh', path: null, version: null, note: `${where} Install it from gmsh.info or give its path in the settings; the built-in mesher does not need it.` };
}

async function versionOf(program: string, args: readonly string[], pattern: RegExp): Promise<string | null> {
  const result = await runProgram({ command: program, args, timeLimitMs: VERSION_LIMIT_MS, task: SILENT_TASK });
  if (result.kind !== 'ended' || result.code !== 0) return null;
  for (const line of result.lines) {
    const found = pattern.exec(line.trim());
    if (found !== null) return found[1];
  }
  return null;
}

async function whyChosenFails(chosen: string, what: string): Promise<string> {
  return await isProgram(chosen) ? `"${chosen}" does not answer as ${what}.` : `"${chosen}" is not a program that can be run.`;
}

// ---------------------------------------------------------------- engines inside Python

const PYTHON_ENGINES = [
  { engine: 'neuron', name: 'NEURON', module: 'neuron', use: 'Can be used to check fibre simulations against.' },
  { engine: 'fenicsx', name: 'FEniCSx', module: 'dolfinx', use: 'Can be used to check fields against.' },
] as const;

/** Imports each module by itself, so that one that is missing or broken does not hide the other. */
const PYTHON_QUESTION = `
import importlib
for name in (${PYTHON_ENGINES.map((e) => `"${e.module}"`).join(', ')}):
    try:
        print("ranvier-engine", name, importlib.import_module(name).__version__, flush=True)
    except BaseException:
        pass
`;

async function findPythonEngines(chosen: string | null, place: SearchPlace): Promise<EngineInfo[]> {
  const names = place.platform === 'win32' ? ['python'] : ['python3', 'python'];
  const candidates = chosen === null
    ? (await Promise.all(names.map((name) => findPrograms(name, pythonFolders(place), place)))).flat()
    : [chosen];
  const found = new Map<string, { path: string; version: string }>();
  for (const candidate of candidates) {
    if (found.size === PYTHON_ENGINES.length) break;
    const result = await runProgram({ command: candidate, args: ['-c', PYTHON_QUESTION], timeLimitMs: VERSION_LIMIT_MS, task: SILENT_TASK });
    if (result.kind !== 'ended') continue;
    for (const line of result.lines) {
      const answer = /^ranvier-engine (\S+) (\S+)$/.exec(line.trim());
      if (answer !== null && !found.has(answer[1])) found.set(answer[1], { path: candidate, version: answer[2] });
    }
  }
  const where = chosen === null ? `none of the ${candidates.length} Python programs found here` : `the Python "${chosen}" cannot`;
  return PYTHON_ENGINES.map(({ engine, name, module, use }) => {
    const known = found.get(module);
    if (known !== undefined) return { engine, name, ...known, note: use };
    const reason = chosen === null ? `${where} has` : `${where} import`;
    return { engine, name, path: null, version: null, note: `${reason[0].toUpperCase()}${reason.slice(1)} the module "${module}". It is only needed for comparisons.` };
  });
}
