// Field and mesh in the views of the model: switched on by the user, kept up to date while the project is edited.
import type { PotentialSlice } from '../../../src-model/bridge';
import type { Project } from '../../../src-model/project';
import type { FiberTable } from '../../../src-model/results';
import { serializeProject } from '../../../src-model/serialize';
import type { FiberPotentials, MeshSection } from '../../../src-model/view-data';
import { sceneLengthUm } from '../../scene/geometry/extent';
import type { Workbench } from '../workbench.svelte';
import { EngineAnswer } from './engine-answer.svelte';

/** Solving takes seconds: it waits until the user pauses. */
const DELAY_MS = 600;
/** Potentials along more fibres than this take too long for a picture. */
const MOST_FIBERS = 6000;

/** Everything that the mesh depends on. */
const geometryOf = (project: Project): unknown[] =>
  [project.nerve, project.fascicles.map(({ shape, perineuriumThicknessUm, endoneurium }) => [shape, perineuriumThicknessUm, endoneurium]), project.electrodes, project.simulation.field];
const meshKey = (project: Project, xUm: number): string => JSON.stringify([...geometryOf(project), xUm]);
/** ... and the currents. */
const fieldKey = (project: Project, at: number | string): string => JSON.stringify([...geometryOf(project), project.medium, project.stimulation, at]);

export class Overlays {
  fieldOn = $state(false);
  /** Whether the field also colours the fibres along their length. */
  alongFibers = $state(true);
  meshOn = $state(false);
  /** Null: the middle of the first electrode, or of the nerve. */
  private chosenXUm = $state<number | null>(null);
  readonly slice = new EngineAnswer<PotentialSlice>();
  readonly fibers = new EngineAnswer<FiberPotentials>();
  readonly mesh = new EngineAnswer<MeshSection>();
  /** Tells tables of fibres apart. */
  private readonly tables = new WeakMap<FiberTable, number>();
  private tableCount = 0;

  /** Where the plane of field and mesh lies. */
  xUmOf(project: Project): number {
    return this.chosenXUm ?? middleOf(project);
  }

  choose(xUm: number): void {
    this.chosenXUm = xUm;
  }

  sliceOf(project: Project | null): PotentialSlice | null {
    return this.fieldOn && project ? this.slice.of(fieldKey(project, this.xUmOf(project))) : null;
  }

  fibersOf(project: Project | null, table: FiberTable | null): FiberPotentials | null {
    return this.fieldOn && this.alongFibers && project && table ? this.fibers.of(fieldKey(project, this.nameOf(table))) : null;
  }

  meshOf(project: Project | null): MeshSection | null {
    return this.meshOn && project ? this.mesh.of(meshKey(project, this.xUmOf(project))) : null;
  }

  /** Asks for what is switched on and not there yet. */
  async update({ document, bridge, fibers: table }: Workbench): Promise<void> {
    const { project, errorCount } = document;
    if (!project || errorCount > 0) return;
    const text = serializeProject(project);
    const xUm = this.xUmOf(project);
    const questions: Promise<void>[] = [];
    if (this.meshOn) questions.push(this.mesh.ask(meshKey(project, xUm), () => bridge.run.meshSection(text, xUm)));
    if (this.fieldOn) {
      await this.slice.ask(fieldKey(project, xUm), () => bridge.run.fieldSlice(text, xUm));
      // The field is solved now: fibres take it from the cache.
      if (this.alongFibers && table && table.count > 0 && table.count <= MOST_FIBERS && this.slice.failure === null) {
        const { yUm, zUm } = table;
        questions.push(this.fibers.ask(fieldKey(project, this.nameOf(table)), () => bridge.run.fiberPotentials(text, { yUm, zUm, lengthUm: sceneLengthUm(project) })));
      }
    }
    await Promise.all(questions);
  }

  private nameOf(table: FiberTable): string {
    const known = this.tables.get(table) ?? ++this.tableCount;
    this.tables.set(table, known);
    return `fibers ${known}`;
  }
}

function middleOf(project: Project): number {
  const [electrode] = project.electrodes;
  if (!electrode) return (project.nerve?.lengthUm ?? 0) / 2;
  if ('centerXUm' in electrode) return electrode.centerXUm;
  return electrode.kind === 'life' ? electrode.xUm + electrode.lengthUm / 2 : electrode.xUm;
}

/** Call while a component is set up. */
export function keepOverlays(workbench: Workbench): void {
  const { overlays } = workbench;
  $effect(() => {
    const { project } = workbench.document;
    const table = workbench.fibers;
    const missing = project && ((overlays.fieldOn && (!overlays.sliceOf(project) || (overlays.alongFibers && !overlays.fibersOf(project, table)))) || (overlays.meshOn && !overlays.meshOf(project)));
    if (!missing) return;
    const timer = setTimeout(() => void overlays.update(workbench), DELAY_MS);
    return () => clearTimeout(timer);
  });
}
