// A variant of the project made ready for its fibres: population and footprints, taken from the run itself when the varied value does
// not touch them, from the cache when they were computed before, and computed only otherwise.
import { contactsOf } from '../../src-model/contacts';
import type { Problem } from '../../src-model/problem';
import { ProblemError } from '../../src-model/problem';
import type { Project } from '../../src-model/project';
import { contactDrives } from '../../src-model/stimulus/contact-drives';
import { chargeOf } from '../../src-model/stimulus/held-arithmetic';
import type { HeldWaveform } from '../../src-model/stimulus/held-waveform';
import { validateProject } from '../../src-model/validate';
import type { MeshReport } from '../../src-workers/field/problem';
import type { Footprints } from '../run/footprints';
import { footprintsOf } from '../run/footprints-phase';
import { inputHash } from '../run/input-hash';
import type { PhaseContext } from '../run/phase-context';
import { populationPhase } from '../run/population-phase';
import type { RunWarning } from '../run/run-data';
import type { RunFibers } from '../run/run-fibers';

/** Everything that the fibre phase needs besides the drives. */
export interface Prepared {
  project: Project;
  fibers: RunFibers;
  /** Table rows of the simulated fibres: entry k owns footprint k. */
  rows: Int32Array;
  footprints: Footprints;
  /** Null without a mesh. */
  mesh: MeshReport | null;
  /** What population, mesh and field had to say; told already. */
  warnings: readonly RunWarning[];
}

/** Hash of all that population and footprints depend on. */
const preparationKey = ({ nerve, medium, fascicles, fibers, electrodes, seed, simulation }: Project): string =>
  inputHash(nerve ?? null, medium ?? null, fascicles, fibers, electrodes, seed, simulation.myelinated, simulation.unmyelinated, simulation.field);

export class Preparation {
  /** Neighbouring points of a study often share everything but the stimulus. */
  private last: { key: string; prepared: Promise<Prepared> };

  private readonly baseKey: string;

  constructor(private readonly base: Prepared, private readonly context: PhaseContext) {
    this.baseKey = preparationKey(base.project);
    this.last = { key: this.baseKey, prepared: Promise.resolve(base) };
  }

  /** Throws ProblemError when the variant is not valid, CancelledError when the run is cancelled. */
  async of(project: Project): Promise<Prepared> {
    refuseInvalid(project);
    const key = preparationKey(project);
    if (key === this.baseKey) return { ...this.base, project };
    if (this.last.key !== key) this.last = { key, prepared: this.compute(project) };
    return { ...await this.last.prepared, project };
  }

  private async compute(project: Project): Promise<Prepared> {
    const warnings: RunWarning[] = [];
    const warn = (where: string, message: string): void => {
      warnings.push({ where, message });
      this.context.warn(where, message);
    };
    const context = { ...this.context, warn };
    const population = await populationPhase(project, context);
    const { footprints, reports } = await footprintsOf(project, population, context);
    return { project, fibers: population.fibers, rows: population.rows, footprints, mesh: reports?.mesh ?? null, warnings };
  }
}

export function refuseInvalid(project: Project): void {
  const errors = validateProject({ ...project, studies: [] }).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new ProblemError(errors);
}

/** One sentence for all problems of a variant. */
export const problemText = (problems: readonly Problem[]): string => problems.map(({ where, message }) => `${where}: ${message}`).join(' ');

export interface Stimulus {
  /** In the order of the contacts; null for a contact that nothing drives. */
  drives: (HeldWaveform | null)[];
  /** Largest absolute current of any contact: the amplitude that scale 1 stands for. */
  peakUa: number;
}

export function stimulusOf(project: Project): Stimulus {
  const drives = contactDrives(project);
  const peakUa = drives.reduce((peak, drive) => Math.max(peak, drive ? chargeOf(drive, project.simulation.durationMs).peakUa : 0), 0);
  return { drives, peakUa };
}

/** The same, for studies that scale it. Throws ProblemError when there is nothing to scale. */
export function scalableStimulus(project: Project): Stimulus {
  const stimulus = stimulusOf(project);
  if (stimulus.peakUa > 0) return stimulus;
  const contacts = contactsOf(project.electrodes).map(({ name }) => name).join(', ');
  throw new ProblemError([{
    severity: 'error', path: ['stimulation'], where: 'stimulation',
    message: `No current flows through any contact (${contacts}) within ${project.simulation.durationMs} ms, so that there is no amplitude to change. Give a waveform an amplitude other than 0.`,
  }]);
}
