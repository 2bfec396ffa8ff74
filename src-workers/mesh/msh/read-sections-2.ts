// The sections of a MSH file of version 2.2, text or binary.
import type { NumberSource } from './number-source';
import { elementTypeOf, TETRAHEDRON_TYPE, TRIANGLE_TYPE, type RawMesh } from './raw-mesh';

const MAX_TAGS = 1000;

/** $Nodes: tag and coordinates (um) of each node. `count` precedes the binary block as text. */
export function readNodes2(source: NumberSource, count: number, mesh: RawMesh): void {
  source.expect(count, 4, 'nodes');
  mesh.nodeTags = new Float64Array(count);
  mesh.coordinates = new Float64Array(3 * count);
  for (let i = 0; i < count; i++) {
    mesh.nodeTags[i] = source.size();
    for (let c = 0; c < 3; c++) mesh.coordinates[3 * i + c] = source.double();
  }
}

/** $Elements: in text each element states its type and tags, in binary a header does so for a run of elements. */
export function readElements2(source: NumberSource, count: number, mesh: RawMesh): void {
  source.expect(count, 2, 'elements');
  let seen = 0;
  while (seen < count) {
    if (!source.binary) source.size();
    const typeNumber = source.int();
    const type = elementTypeOf(typeNumber);
    if (typeof type === 'string') return source.fault(type);
    const runLength = source.binary ? source.size() : 1;
    const tagCount = source.size();
    if (tagCount > MAX_TAGS) source.fault(`An element with ${tagCount} tags cannot be right; the file is damaged.`);
    if (runLength === 0 || runLength > count - seen) source.fault(`A run of ${runLength} elements does not fit: ${count - seen} of ${count} are left.`);
    source.expect(runLength, tagCount + type.nodeCount, 'elements');
    const target = typeNumber === TRIANGLE_TYPE ? mesh.triangles : typeNumber === TETRAHEDRON_TYPE ? mesh.tetrahedra : null;
    for (let i = 0; i < runLength; i++) {
      if (source.binary) source.size();
      let group = 0;
      for (let t = 0; t < tagCount; t++) {
        const tag = source.int();
        if (t === 0) group = Math.abs(tag);
      }
      for (let n = 0; n < type.nodeCount; n++) {
        const node = source.size();
        target?.nodeTags.push(node);
      }
      target?.groups.push(group);
    }
    seen += runLength;
  }
}
