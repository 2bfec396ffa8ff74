// Physical groups: which tag and name each volume and surface of a nerve has in a mesh file.
// The numbers are NRV's, so that its meshes and ours can be exchanged, with one exception:
// NRV's bath volume 0 is 1 here, because 0 means "no group" to Gmsh (which renumbers it to 1 by itself).
import { contactsOf } from '../../src-model/contacts';
import { ProblemError } from '../../src-model/problem';
import type { FieldProblem } from '../field/problem';
import type { MeshGroup, TetMesh } from './tet-mesh';

export interface PhysicalGroups {
  /** null without a bath. */
  bath: MeshGroup | null;
  epineurium: MeshGroup;
  /** One per fascicle, in the problem's order. */
  endoneurium: MeshGroup[];
  perineurium: MeshGroup[];
  ground: MeshGroup;
  /** One per contact in the order of `contactsOf`; null for point sources, which have no surface. */
  contacts: (MeshGroup | null)[];
}

export const BATH_TAG = 1;
const GROUND_TAG = 1;
const EPINEURIUM_TAG = 2;
const FIRST_FASCICLE_TAG = 10;
const FIRST_ELECTRODE_TAG = 100;

export function physicalGroupsOf(problem: FieldProblem): PhysicalGroups {
  const fascicleTag = (k: number) => FIRST_FASCICLE_TAG + 2 * k;
  // NRV stops at 45 fascicles; beyond that the electrodes' tags move up.
  const firstElectrode = Math.max(FIRST_ELECTRODE_TAG, fascicleTag(problem.fascicles.length));
  return {
    bath: problem.bathDiameterUm === null ? null : { dimension: 3, tag: BATH_TAG, name: 'bath' },
    epineurium: { dimension: 3, tag: EPINEURIUM_TAG, name: 'epineurium' },
    endoneurium: problem.fascicles.map((f, k) => ({ dimension: 3, tag: fascicleTag(k), name: `endoneurium ${f.id}` })),
    perineurium: problem.fascicles.map((f, k) => ({ dimension: 2, tag: fascicleTag(k) + 1, name: `perineurium ${f.id}` })),
    ground: { dimension: 2, tag: GROUND_TAG, name: 'ground' },
    contacts: contactsOf(problem.electrodes).map((contact, c) =>
      contact.electrode.kind === 'point' ? null : { dimension: 2, tag: firstElectrode + 2 * c + 1, name: `contact ${contact.name}` }),
  };
}

export function listGroups(groups: PhysicalGroups): MeshGroup[] {
  return [groups.bath, groups.epineurium, ...groups.endoneurium, groups.ground, ...groups.perineurium, ...groups.contacts]
    .filter((group) => group !== null);
}

/** Groups of `groups` without a single element in the mesh. */
export function missingGroups(mesh: TetMesh, groups: PhysicalGroups): MeshGroup[] {
  const volumes = new Set(mesh.regions);
  const surfaces = new Set(mesh.surfaces);
  return listGroups(groups).filter((group) => !(group.dimension === 3 ? volumes : surfaces).has(group.tag));
}

/** Throws ProblemError that names every group of `groups` that has no element; `origin` says where the mesh comes from. */
export function requireGroups(mesh: TetMesh, groups: PhysicalGroups, origin: string): void {
  const missing = missingGroups(mesh, groups);
  if (missing.length === 0) return;
  const has = mesh.groups.map(describe).join(', ') || 'no named groups';
  throw new ProblemError(missing.map((group) => ({
    severity: 'error', path: [], where: `mesh of ${origin}`,
    message: `There are no elements in the physical group ${describe(group)}, which the field needs. The mesh has ${has}. Refine the mesh or use the built-in mesher.`,
  })));
}

const describe = (group: MeshGroup): string => `"${group.name}" (${group.dimension === 3 ? 'volume' : 'surface'} ${group.tag})`;
