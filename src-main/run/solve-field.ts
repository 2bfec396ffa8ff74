// The mesh of a nerve and the potentials of its contacts. Each is kept as soon as it is there: a run that is stopped between two contacts goes
// on with the next one.
import type { ContactSolution, FieldProblem, MeshReport } from '../../src-workers/field/problem';
import type { FieldMesh } from '../../src-workers/field/solve';
import { withSharedArrays } from '../../src-workers/shared-arrays';
import { inputHash } from './input-hash';
import { type MadeMesh, makeMesh } from './make-mesh';
import { sharedProgress } from './phase-clock';
import type { PhaseContext } from './phase-context';
import { solveOnWorker } from './solve-on-worker';

export interface SolvedField extends MadeMesh {
  /** In the order of `contactsOf`. */
  solutions: ContactSolution[];
}

/** A mesh as it is kept, in shared memory. */
interface KeptMesh extends MadeMesh {
  /** Tells meshes of one problem apart: Gmsh with several threads makes another one each time, and potentials belong to one of them. */
  id: string;
}

export const meshDetail = (report: MeshReport | null): string => (report === null ? ''
  : `${report.nodes} nodes, ${report.elements} elements, smallest angle ${report.minimumAngleDeg.toFixed(0)} degrees, worst aspect ${report.maximumAspect.toFixed(1)}`);

const meshKeyOf = (fieldKey: string): string => inputHash('mesh', fieldKey);

/** The mesh of an earlier run; undefined when there is none. */
export const keptMesh = (fieldKey: string, { cache }: PhaseContext): Promise<KeptMesh | undefined> =>
  cache.get(meshKeyOf(fieldKey)) as Promise<KeptMesh | undefined>;

/** The potentials of all contacts; from the cache when neither geometry nor materials have changed. */
export async function meshAndSolve(problem: FieldProblem, contactCount: number, fieldKey: string, context: PhaseContext): Promise<SolvedField> {
  const { cache, clock, pools } = context;
  const known = await keptMesh(fieldKey, context);
  const { mesh, report, id } = await clock.run({ phase: 'mesh', total: 1, unit: 'meshes', workers: known ? 0 : 1, inputHash: fieldKey }, async () => {
    const value = known ?? await newMesh(problem, context);
    if (!known) cache.keep(meshKeyOf(fieldKey), value);
    return { value, reused: known !== undefined, detail: meshDetail(value.report) };
  });
  const keyOf = (contact: number): string => inputHash('contact', fieldKey, id, contact);
  const stored = await Promise.all(Array.from({ length: contactCount }, (_, contact) => cache.get(keyOf(contact)) as Promise<ContactSolution | undefined>));
  const missing = [...stored.keys()].filter((contact) => stored[contact] === undefined);
  const workers = Math.min(missing.length, pools.cpu.workers('fem'));
  const solutions = await clock.run({ phase: 'field', total: contactCount, unit: 'contacts', workers, inputHash: fieldKey }, async (told) => {
    const reused = contactCount - missing.length;
    const fresh = await solveSideBySide(problem, mesh, missing, context, (done) => told(reused + done), (contact, solution) => cache.keep(keyOf(contact), solution));
    const value = stored.map((solution, contact) => solution ?? fresh.get(contact)!);
    const worst = Math.max(...value.map((solution) => solution.report.relativeResidual));
    const note = reused > 0 && missing.length > 0 ? `, ${reused} taken from an earlier run` : '';
    return { value, reused: missing.length === 0, detail: `${report.unknowns} unknowns, residual ${worst.toExponential(1)}${note}` };
  });
  return { mesh, report, solutions };
}

async function newMesh(problem: FieldProblem, context: PhaseContext): Promise<KeptMesh> {
  const { mesh, report } = await makeMesh(problem, context);
  return { mesh: withSharedArrays(mesh), report, id: problem.settings.mesher === 'gmsh' ? inputHash(mesh) : '' };
}

/** Contacts in as many groups as there are workers: within a group the assembled system is shared. */
async function solveSideBySide(
  problem: FieldProblem, mesh: FieldMesh, contacts: readonly number[], { pools, signal }: PhaseContext, report: (done: number) => void, onSolved: (contact: number, solution: ContactSolution) => void,
): Promise<Map<number, ContactSolution>> {
  const groupCount = Math.min(contacts.length, pools.cpu.workers('fem'));
  const groups = Array.from({ length: groupCount }, (_, group) => contacts.filter((__, k) => k % groupCount === group));
  const shareOf = sharedProgress(report);
  const solutions = new Map<number, ContactSolution>();
  await Promise.all(groups.map((group) => {
    const job = { title: `the field of ${group.length === 1 ? 'a contact' : `${group.length} contacts`}`, signal, onProgress: shareOf(group.length) };
    return solveOnWorker(problem, mesh, group, job, pools, ({ index, solution }) => {
      solutions.set(index, solution);
      onSolved(index, solution);
    });
  }));
  return solutions;
}
