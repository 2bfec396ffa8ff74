// The mesh of a nerve by the mesher that the project asks for: built in, in a worker; or an installed Gmsh, in a process of its own.
import type { FieldProblem, MeshReport } from '../../src-workers/field/problem';
import { meshReport, type FieldMesh } from '../../src-workers/field/solve';
import { writeGeo } from '../../src-workers/mesh/geo/write-geo';
import { meshWithGmsh } from '../engines/mesh-with-gmsh';
import { inputHash } from './input-hash';
import type { PhaseContext } from './phase-context';

export interface MadeMesh {
  mesh: FieldMesh;
  report: MeshReport;
}

export async function makeMesh(problem: FieldProblem, { pools, signal, gmshPath }: PhaseContext): Promise<MadeMesh> {
  if (problem.settings.mesher === 'extrusion') return pools.mesh().run({ title: 'the mesh', signal }, (worker, control) => worker.mesh(problem, control));
  const mesh = await meshWithGmsh(problem, { gmshPath, threads: gmshThreads(pools) }, { progress: () => undefined, get cancelled() { return signal.aborted; } });
  return { mesh, report: meshReport(mesh) };
}

/** What the field depends on: the programs and the problem; for Gmsh also the script that this version of Ranvier writes for it. */
export const fieldKeyOf = (problem: FieldProblem, pools: PhaseContext['pools']): string =>
  inputHash(pools.programHash('field'), problem, problem.settings.mesher === 'gmsh' ? writeGeo(problem, gmshThreads(pools)) : null);

/** How many threads the mesh phase uses. "auto" is one for Gmsh: more are no faster here, and make another mesh at every run. */
export const gmshThreads = (pools: PhaseContext['pools']): number => (pools.cpu.counts.gmsh === 'auto' ? 1 : pools.cpu.workers('gmsh'));
