// Worker of the mesh and field phases: mesh, solve contacts, sample footprints; or the closed form in a homogeneous medium.
import { expose, Transfer } from 'threads/worker';
import type { ContactSolution, FieldProblem, MeshReport } from './field/problem';
import { buildFieldMesh, meshReport, samplePotentials, solveContacts, type FieldMesh } from './field/solve';
import { withSharedArrays } from './shared-arrays';
import { taskOf, type TaskControl } from './shared-task';

/** What the sampler works on. Arrays may lie in shared memory. */
export interface SampleRequest {
  /** Names the mesh: the worker keeps the last one with what it has prepared for it. */
  meshKey: string;
  mesh: FieldMesh;
  solutions: ContactSolution[];
  /** x, y, z of point n at 3n, um. */
  pointsUm: Float64Array;
}

export interface SampledPotentials {
  /** mV per mA, one array per solution. */
  perContact: Float64Array[];
  /** Points inside an electrode, which took the value of the tissue beside it. */
  insideElectrode: number;
}

/** A solution on its way to whoever waits for it. */
export interface SolvedContact {
  /** Index into `contactsOf`. */
  index: number;
  /** Its potentials lie in shared memory. */
  solution: ContactSolution;
}

/** Where solutions go one by one, while the worker solves the next. */
export interface SolutionPort {
  postMessage(solved: SolvedContact): void;
}

let lastMesh: { key: string; mesh: FieldMesh } | null = null;

function rememberedMesh(key: string, mesh: FieldMesh): FieldMesh {
  if (lastMesh?.key !== key) lastMesh = { key, mesh };
  return lastMesh.mesh;
}

const fieldApi = {
  mesh(problem: FieldProblem, control: TaskControl): { mesh: FieldMesh; report: MeshReport } {
    const mesh = buildFieldMesh(problem, taskOf(control));
    return { mesh, report: meshReport(mesh) };
  },

  /** Solves the contacts on one assembled system; each goes through the port as soon as it is solved. */
  solve(problem: FieldProblem, mesh: FieldMesh, contacts: number[], port: SolutionPort, control: TaskControl): void {
    solveContacts(problem, mesh, contacts, taskOf(control), (index, solution) => port.postMessage({ index, solution: withSharedArrays(solution) }));
  },

  sample({ meshKey, mesh, solutions, pointsUm }: SampleRequest, control: TaskControl): SampledPotentials {
    const task = taskOf(control);
    const known = rememberedMesh(meshKey, mesh);
    const notes = { insideElectrode: 0 };
    const perContact = solutions.map((solution, index) => {
      const values = samplePotentials(known, solution, pointsUm, index === 0 ? notes : undefined);
      task.progress(index + 1, solutions.length);
      return values;
    });
    return Transfer({ perContact, ...notes }, perContact.map(({ buffer }) => buffer as ArrayBuffer)) as unknown as SampledPotentials;
  },
};

export type FieldWorker = typeof fieldApi;
expose(fieldApi);
