// The potential as colours in the views: switched on by the user, kept up to date while the project is edited.
import type { PotentialSlice } from '../../../src-model/bridge';
import type { Project } from '../../../src-model/project';
import { serializeProject } from '../../../src-model/serialize';
import type { Workbench } from '../workbench.svelte';

/** Solving takes seconds: it waits until the user pauses. */
const DELAY_MS = 600;

/** Everything the field depends on, and the currents. */
const fieldKey = (project: Project, xUm: number): string =>
  JSON.stringify([project.nerve, project.medium, project.fascicles.map(({ shape, perineuriumThicknessUm, endoneurium }) => [shape, perineuriumThicknessUm, endoneurium]), project.electrodes, project.stimulation, project.simulation.field, xUm]);

export class FieldView {
  on = $state(false);
  /** Null: the middle of the first electrode, or of the nerve. */
  private chosenXUm = $state<number | null>(null);
  private shown = $state.raw<{ key: string; slice: PotentialSlice } | null>(null);
  solving = $state(false);
  failure = $state<string | null>(null);

  xUmOf(project: Project): number {
    return this.chosenXUm ?? middleOf(project);
  }

  choose(xUm: number): void {
    this.chosenXUm = xUm;
  }

  /** The slice of exactly this project; an outdated one would lie. */
  sliceOf(project: Project | null): PotentialSlice | null {
    return this.on && project && this.shown?.key === fieldKey(project, this.xUmOf(project)) ? this.shown.slice : null;
  }

  async update(workbench: Workbench): Promise<void> {
    const { project, errorCount } = workbench.document;
    if (!this.on || !project || errorCount > 0 || this.sliceOf(project)) return;
    const xUm = this.xUmOf(project);
    const key = fieldKey(project, xUm);
    this.solving = true;
    this.failure = null;
    try {
      const slice = await workbench.bridge.run.fieldSlice(serializeProject(project), xUm);
      this.shown = { key, slice };
      this.solving = false;
    } catch (error) {
      // A newer request has cancelled this one, and will say itself how it ended.
      if (workbench.document.project && fieldKey(workbench.document.project, this.xUmOf(workbench.document.project)) !== key) return;
      this.solving = false;
      this.failure = error instanceof Error ? error.message : String(error);
    }
  }
}

function middleOf(project: Project): number {
  const [electrode] = project.electrodes;
  if (!electrode) return (project.nerve?.lengthUm ?? 0) / 2;
  if ('centerXUm' in electrode) return electrode.centerXUm;
  return electrode.kind === 'life' ? electrode.xUm + electrode.lengthUm / 2 : electrode.xUm;
}

/** Call while a component is set up. */
export function keepField(workbench: Workbench): void {
  $effect(() => {
    const { project } = workbench.document;
    if (!project || !workbench.field.on || workbench.field.sliceOf(project)) return;
    const timer = setTimeout(() => void workbench.field.update(workbench), DELAY_MS);
    return () => clearTimeout(timer);
  });
}
