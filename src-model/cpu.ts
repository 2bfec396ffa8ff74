// CPU counts per phase, as the user sets them: the same keys in the settings pane, on the command line, in the environment and in NRV.ini.
import { z } from 'zod';

export const CPU_PHASES = ['fascicle', 'gmsh', 'fem', 'optim', 'comsol'] as const;
export type CpuPhase = (typeof CPU_PHASES)[number];

/** More workers than this cannot help and would exhaust memory. */
export const MAXIMUM_CPU_COUNT = 512;
/** NRV's advice: Gmsh gains nothing beyond four threads. */
export const RECOMMENDED_GMSH_CPU = 4;

export const cpuCountSchema = z.union([z.literal('auto'), z.number().int().min(1).max(MAXIMUM_CPU_COUNT)]);
export type CpuCount = z.infer<typeof cpuCountSchema>;
export const cpuCountsSchema = z.object({
  fascicle: cpuCountSchema.default('auto').meta({ title: 'FASCICLE', description: 'Workers that fill fascicles with axons and simulate fibres.' }),
  gmsh: cpuCountSchema.default('auto').meta({ title: 'GMSH', description: 'Threads of the mesher. More than 4 is not recommended.' }),
  fem: cpuCountSchema.default('auto').meta({ title: 'FEM', description: 'Workers that solve the field: contacts are solved side by side.' }),
  optim: cpuCountSchema.default('auto').meta({ title: 'OPTIM', description: 'Candidates that an optimisation evaluates side by side.' }),
  comsol: cpuCountSchema.default('auto').meta({ title: 'COMSOL', description: 'Kept from NRV.ini; Ranvier itself does not call COMSOL.' }),
});
export type CpuCounts = z.infer<typeof cpuCountsSchema>;
export const AUTOMATIC_CPU: CpuCounts = { fascicle: 'auto', gmsh: 'auto', fem: 'auto', optim: 'auto', comsol: 'auto' };

/** The number of workers a phase gets on a machine with `coreCount` logical cores. */
export function workersFor(phase: CpuPhase, counts: CpuCounts, coreCount: number): number {
  const asked = counts[phase];
  if (asked !== 'auto') return asked;
  if (phase === 'gmsh') return Math.min(RECOMMENDED_GMSH_CPU, coreCount);
  return phase === 'comsol' ? 1 : Math.max(1, coreCount);
}

/** Advice and notes on a choice: sentences, none when it is unremarkable. */
export function cpuNotes(counts: CpuCounts, coreCount: number): string[] {
  const over = CPU_PHASES.filter((phase) => counts[phase] !== 'auto' && counts[phase] > coreCount);
  const notes = over.map((phase) =>
    `${phase.toUpperCase()}: ${String(counts[phase])} workers share the ${coreCount} ${coreCount === 1 ? 'core' : 'cores'} of this machine; the result is the same, only not faster.`);
  if (counts.gmsh !== 'auto' && counts.gmsh > RECOMMENDED_GMSH_CPU) {
    notes.push(`GMSH: ${counts.gmsh} threads are more than recommended; at most ${RECOMMENDED_GMSH_CPU} is best.`);
  }
  return notes;
}
