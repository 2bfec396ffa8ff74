// The tagged surfaces of an extruded mesh as triangles: ground, perineuria, contacts. Upright faces of prisms are cut along the diagonal
// from their vertex of lowest number, as the prisms themselves are (split-prism.ts), so that every triangle is a face of tetrahedra.
import type { ExtrudedMesh } from '../mesh/extruded-mesh';
import { physicalGroupsOf } from '../mesh/physical-groups';
import type { FieldProblem } from './problem';
import { perineuriumEdges } from './section-matrices';

export interface TaggedSurfaces {
  /** Three vertices per triangle: section corner n on plane p of layers is vertex p * cornerCount + n. */
  triangles: number[];
  /** Group tag of each triangle. */
  tags: number[];
}

export function prismSurfaces(problem: FieldProblem, mesh: ExtrudedMesh): TaggedSurfaces {
  const groups = physicalGroupsOf(problem);
  const { cornerCount } = mesh, layerCount = (mesh.xNodesUm.length - 1) / 2;
  const triangles: number[] = [], tags: number[] = [];
  const add = (tag: number, a: number, b: number, c: number) => {
    triangles.push(a, b, c);
    tags.push(tag);
  };
  const addUpright = (tag: number, layer: number, p: number, q: number) => {
    const near = layer * cornerCount, far = near + cornerCount;
    if (p < q) {
      add(tag, near + p, near + q, far + q);
      add(tag, near + p, far + q, far + p);
    } else {
      add(tag, near + q, far + q, far + p);
      add(tag, near + q, far + p, near + p);
    }
  };
  const removedIn = (layer: number) => mesh.removed[mesh.slabs.find((slab) => layer < slab.endLayer)!.pattern];
  const ground = new Set(mesh.groundNodes);
  const mantle: [number, number][] = [];
  for (let o = 0; o < mesh.triangles.length; o += 6) {
    for (let i = 0; i < 3; i++) if (ground.has(mesh.triangles[o + 3 + i])) mantle.push([mesh.triangles[o + i], mesh.triangles[o + ((i + 1) % 3)]]);
  }
  const perineuria = perineuriumEdges(mesh);
  for (let layer = 0; layer < layerCount; layer++) {
    const removed = removedIn(layer);
    for (const [p, q] of mantle) addUpright(groups.ground.tag, layer, p, q);
    for (const { nodes: [p, q], triangles: sides, components } of perineuria) {
      if (removed[sides[0]] === 0 && removed[sides[1]] === 0) addUpright(groups.perineurium[Math.max(...components) - 1].tag, layer, p, q);
    }
  }
  if (ground.size === 0) {
    const removed = removedIn(layerCount - 1), end = layerCount * cornerCount;
    for (let t = 0; t < mesh.domains.length; t++) {
      if (removed[t] === 0) add(groups.ground.tag, end + mesh.triangles[6 * t], end + mesh.triangles[6 * t + 1], end + mesh.triangles[6 * t + 2]);
    }
  }
  mesh.contacts.forEach((place, c) => {
    if (place.kind === 'point') return;
    for (let layer = place.firstLayer; layer < place.endLayer; layer++) {
      for (let e = 0; e < place.edgeDomains.length; e++) addUpright(groups.contacts[c]!.tag, layer, place.edges[3 * e], place.edges[3 * e + 1]);
    }
  });
  return { triangles, tags };
}
