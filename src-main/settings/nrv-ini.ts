// Import of NRV.ini: its sections [NRV], [GMSH], [OPTIM], [FENICS] and [COMSOL] carry the CPU counts under NRV's key names.
import { excerpt } from '../../src-model/excerpt';
import type { Problem } from '../../src-model/problem';
import type { CpuCounts, CpuPhase } from '../../src-model/cpu';
import { cpuCountSchema, MAXIMUM_CPU_COUNT } from '../../src-model/cpu';

/** NMOD_CPU is the present name of FASCICLE_CPU in NRV; FENICS_CPU is FEM_CPU under another solver's name. The first name wins. */
export const CPU_KEYS: Readonly<Record<CpuPhase, readonly string[]>> = {
  fascicle: ['FASCICLE_CPU', 'NMOD_CPU'],
  gmsh: ['GMSH_CPU'],
  fem: ['FEM_CPU', 'FENICS_CPU'],
  optim: ['OPTIM_CPU'],
  comsol: ['COMSOL_CPU'],
};

export interface CpuImport {
  cpu: Partial<CpuCounts>;
  problems: Problem[];
}

/** "auto" in any case, or a whole number from 1. */
export function readCpuCount(text: string): CpuCounts[CpuPhase] | null {
  const trimmed = text.trim();
  const value = /^auto$/i.test(trimmed) ? 'auto' : /^\d+$/.test(trimmed) ? Number(trimmed) : null;
  const parsed = cpuCountSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** CPU counts from pairs of key and text; `where` names the source of a key in messages. */
export function cpuFromKeys(lookUp: (key: string) => string | undefined, where: (key: string) => string): CpuImport {
  const cpu: Partial<CpuCounts> = {};
  const problems: Problem[] = [];
  for (const [phase, keys] of Object.entries(CPU_KEYS) as [CpuPhase, readonly string[]][]) {
    for (const key of keys) {
      const text = lookUp(key);
      if (text === undefined || text.trim() === '') continue;
      const value = readCpuCount(text);
      if (value === null) {
        problems.push({ severity: 'warning', path: [key], where: where(key), message: `${excerpt(text)} is not a CPU count; it is ignored. Give "auto" or a whole number from 1 to ${MAXIMUM_CPU_COUNT}.` });
      } else {
        cpu[phase] ??= value;
      }
    }
  }
  return { cpu, problems };
}

/** Reads the text of an NRV.ini. Unknown sections and keys are left alone; the file is never evaluated. */
export function importNrvIni(text: string): CpuImport {
  const values = new Map<string, { value: string; line: number }>();
  text.split(/\r?\n/).forEach((raw, index) => {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line.startsWith(';') || line.startsWith('[')) return;
    const match = /^([A-Za-z_]\w*)\s*[=:]\s*(.*?)\s*(?:[;#].*)?$/.exec(line);
    if (match) values.set(match[1].toUpperCase(), { value: match[2], line: index + 1 });
  });
  return cpuFromKeys((key) => values.get(key)?.value, (key) => `NRV.ini, line ${values.get(key)?.line ?? 0}, ${key}`);
}
