// A table of axons takes the place of a fascicle's population, wherever on the fascicle it is dropped.
import { populationSchema } from '../../../src-model/project';
import { readPopulation } from '../../../src-model/tables/population-table';
import type { Workbench } from '../workbench.svelte';

/** What the file holds is told in a notice when it is no such table. */
export async function importPopulation(workbench: Workbench, fascicleId: string, file: File | undefined): Promise<void> {
  if (!file) return;
  await workbench.attempt(async () => {
    const axons = readPopulation(await file.text(), file.name);
    const { document, selection } = workbench;
    const index = document.project?.fascicles.findIndex(({ id }) => id === fascicleId) ?? -1;
    if (index < 0) return;
    const { placement } = document.project!.fascicles[index].population;
    document.set(['fascicles', index, 'population'], populationSchema.parse({ kind: 'explicit', axons, placement }), `Import ${file.name}`);
    selection.select('fascicle', fascicleId);
  });
}
