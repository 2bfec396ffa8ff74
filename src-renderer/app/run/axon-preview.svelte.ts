// The axons as they will be placed, kept up to date while the project is edited.
import type { PopulationPreview } from '../../../src-model/bridge';
import type { Project } from '../../../src-model/project';
import type { FiberTable } from '../../../src-model/results';
import { serializeProject } from '../../../src-model/serialize';
import type { Workbench } from '../workbench.svelte';

/** Changes come in bursts; a preview follows the last one. */
const DELAY_MS = 250;
/** Placing more takes too long to follow every change: they are shown after the population phase of a run. */
export const MOST_PREVIEWED_AXONS = 10_000;

/** Equal for projects whose axons are drawn and placed alike. */
export const populationKey = (project: Project): string =>
  JSON.stringify([project.seed, project.fascicles, project.fibers, project.electrodes, project.nerve?.lengthUm ?? null]);

const axonCount = (project: Project): number =>
  project.fascicles.reduce((sum, { population }) => sum + (population.kind === 'generated' ? population.axonCount : population.axons.length), project.fibers.length);

export class AxonPreview {
  private shown = $state.raw<{ key: string; preview: PopulationPreview } | null>(null);

  /** Null while there is no preview of exactly this project. */
  fibersOf(project: Project | null): FiberTable | null {
    return this.of(project)?.fibers ?? null;
  }

  of(project: Project | null): PopulationPreview | null {
    return project !== null && this.shown?.key === populationKey(project) ? this.shown.preview : null;
  }

  async update(workbench: Workbench): Promise<void> {
    const { project, errorCount } = workbench.document;
    if (!project || errorCount > 0 || axonCount(project) > MOST_PREVIEWED_AXONS) return;
    const key = populationKey(project);
    if (this.shown?.key === key) return;
    // A run tells about a population that cannot be placed; a newer preview makes this one reject.
    const preview = await workbench.bridge.run.previewPopulation(serializeProject(project)).catch(() => null);
    if (preview) this.shown = { key, preview };
  }
}

/** Call while a component is set up. */
export function keepPreview(workbench: Workbench): void {
  $effect(() => {
    if (!workbench.document.project) return;
    const timer = setTimeout(() => void workbench.preview.update(workbench), DELAY_MS);
    return () => clearTimeout(timer);
  });
}
