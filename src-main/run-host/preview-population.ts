// The axons of a project before it is run: the same draws and places as a run would make, and what could not be placed.
import type { Project } from '../../src-model/project';
import type { PopulationPreview } from '../../src-model/bridge';
import { explicitLengthUm } from '../run/population-phase';
import { runFibersOf, viewOf } from '../run/run-fibers';
import type { WorkerPools } from '../run/worker-pools';

/** `project` must be valid and resolved. */
export async function previewPopulation(project: Project, pools: WorkerPools, signal: AbortSignal): Promise<PopulationPreview> {
  const { fascicles, electrodes, seed } = project;
  const populations = await Promise.all(fascicles.map((fascicle) =>
    pools.population().run({ title: `the preview of fascicle "${fascicle.id}"`, signal }, (worker, control) => worker.populate(fascicle, electrodes, seed, control))));
  const fibers = runFibersOf(project, populations.map(({ axons }) => axons), (index) => explicitLengthUm(project, index));
  return {
    fibers: viewOf(fibers),
    fascicles: populations.map(({ axons, unplacedCount, maskedByElectrode, warnings }, index) =>
      ({ id: fascicles[index].id, drawn: axons.count, unplaced: unplacedCount, masked: maskedByElectrode, warnings })),
  };
}
