// The sections of a MSH file of version 4.1, text or binary.
import type { NumberSource } from './number-source';
import { elementTypeOf, entityKey, TETRAHEDRON_TYPE, TRIANGLE_TYPE, type RawMesh } from './raw-mesh';

/** A triangle is kept once per group, so this bounds the memory that a damaged file can ask for. */
const MAX_GROUPS = 100;

/** $Entities: which physical groups each point, curve, surface and volume belongs to; positions and boundaries are not needed. */
export function readEntities(source: NumberSource, mesh: RawMesh): void {
  const counts = [source.size(), source.size(), source.size(), source.size()];
  const entities = new Map<string, number[]>();
  counts.forEach((count, dimension) => {
    const coordinateCount = dimension === 0 ? 3 : 6;
    source.expect(count, coordinateCount + 2, 'entities');
    for (let i = 0; i < count; i++) {
      const tag = source.int();
      for (let c = 0; c < coordinateCount; c++) source.double();
      const groups = readTags(source, 'physical groups').map(Math.abs);
      if (groups.length > MAX_GROUPS) source.fault(`Entity ${tag} belongs to ${groups.length} physical groups; at most ${MAX_GROUPS} can be read.`);
      if (dimension > 0) readTags(source, 'boundary entities');
      if (dimension === 3 && groups.length > 1) {
        source.fault(`Volume ${tag} belongs to the physical groups ${groups.join(' and ')}; a volume can have only one material.`);
      }
      if (dimension >= 2) entities.set(entityKey(dimension, tag), groups);
    }
  });
  mesh.entities = entities;
}

function readTags(source: NumberSource, what: string): number[] {
  const count = source.size();
  source.expect(count, 1, what);
  return Array.from({ length: count }, () => source.int());
}

/** $Nodes: blocks of tags followed by coordinates (um). */
export function readNodes4(source: NumberSource, mesh: RawMesh): void {
  const blockCount = source.size();
  const nodeCount = source.size();
  source.size();
  source.size();
  source.expect(nodeCount, 4, 'nodes');
  source.expect(blockCount, 4, 'node blocks');
  mesh.nodeTags = new Float64Array(nodeCount);
  mesh.coordinates = new Float64Array(3 * nodeCount);
  let filled = 0;
  for (let block = 0; block < blockCount; block++) {
    const dimension = source.int();
    source.int();
    const parametric = source.int();
    if (dimension < 0 || dimension > 3) source.fault(`An entity of dimension ${dimension} cannot exist.`);
    const count = source.size();
    if (count > nodeCount - filled) source.fault(`This block has ${count} nodes, more than the ${nodeCount - filled} that are left of the announced ${nodeCount}.`);
    for (let i = 0; i < count; i++) mesh.nodeTags[filled + i] = source.size();
    const extra = parametric === 0 ? 0 : dimension;
    for (let i = 0; i < count; i++) {
      for (let c = 0; c < 3; c++) mesh.coordinates[3 * (filled + i) + c] = source.double();
      for (let c = 0; c < extra; c++) source.double();
    }
    filled += count;
  }
  if (filled !== nodeCount) source.fault(`The blocks hold ${filled} nodes but ${nodeCount} are announced.`);
}

/** $Elements: blocks by entity; a triangle is taken once for each physical group of its surface. */
export function readElements4(source: NumberSource, mesh: RawMesh): void {
  const blockCount = source.size();
  const elementCount = source.size();
  source.size();
  source.size();
  source.expect(elementCount, 2, 'elements');
  source.expect(blockCount, 4, 'element blocks');
  let seen = 0;
  for (let block = 0; block < blockCount; block++) {
    const dimension = source.int();
    const entity = source.int();
    const typeNumber = source.int();
    const type = elementTypeOf(typeNumber);
    if (typeof type === 'string') return source.fault(type);
    const count = source.size();
    if (count > elementCount - seen) source.fault(`This block has ${count} elements, more than the ${elementCount - seen} that are left of the announced ${elementCount}.`);
    source.expect(count, 1 + type.nodeCount, 'elements');
    const groups = groupsOfEntity(source, mesh, dimension, entity, type.dimension);
    const target = typeNumber === TRIANGLE_TYPE ? mesh.triangles : typeNumber === TETRAHEDRON_TYPE ? mesh.tetrahedra : null;
    for (let i = 0; i < count; i++) {
      source.size();
      const nodes = Array.from({ length: type.nodeCount }, () => source.size());
      for (const group of target === null ? [] : groups) {
        target!.nodeTags.push(...nodes);
        target!.groups.push(group);
      }
    }
    seen += count;
  }
  if (seen !== elementCount) source.fault(`The blocks hold ${seen} elements but ${elementCount} are announced.`);
}

function groupsOfEntity(source: NumberSource, mesh: RawMesh, dimension: number, tag: number, elementDimension: number): number[] {
  if (dimension !== elementDimension) source.fault(`Elements of dimension ${elementDimension} lie on an entity of dimension ${dimension}.`);
  if (mesh.entities === null || dimension < 2) return [0];
  const groups = mesh.entities.get(entityKey(dimension, tag));
  if (groups === undefined) return source.fault(`Entity ${tag} of dimension ${dimension} is not listed in $Entities (partitioned meshes cannot be read).`);
  return groups.length === 0 ? [0] : groups;
}
