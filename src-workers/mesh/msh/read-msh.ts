// Reads a Gmsh mesh file (MSH 2.2 or 4.1, text or binary, either byte order) into a TetMesh.
// Format: Gmsh reference manual, "MSH file format". Nothing is allocated for a count that the file cannot hold.
import { orientTetrahedra, withoutUnusedVertices, type MeshGroup, type TetMesh } from '../tet-mesh';
import { cursorAt, fileFault, findMarker, lineFault, nextWord, restOfLine, skipSpace, type ByteCursor } from './byte-cursor';
import { binaryNumbers, textNumbers, type NumberSource } from './number-source';
import { emptyRawMesh, type RawElements, type RawMesh } from './raw-mesh';
import { readElements2, readNodes2 } from './read-sections-2';
import { readElements4, readEntities, readNodes4 } from './read-sections-4';

interface Format {
  version: '2.2' | '4.1';
  binary: boolean;
  littleEndian: boolean;
}

/**
 * The tetrahedra of the file with their physical groups, and the triangles of its tagged and untagged surfaces (group 0: none).
 * Coordinates are taken as um. Throws ProblemError with the line (text) or byte (binary) of the fault.
 */
export function readMsh(bytes: Uint8Array): TetMesh {
  const cursor = cursorAt(bytes);
  if (nextWord(cursor) !== '$MeshFormat') throw fileFault('line 1', 'This is not a Gmsh mesh file: it does not begin with $MeshFormat.');
  const format = readFormat(cursor);
  expectEnd(cursor, '$MeshFormat');
  const mesh = emptyRawMesh();
  const seen = new Set<string>();
  for (let section = nextWord(cursor); section !== ''; section = nextWord(cursor)) {
    if (!/^\$[A-Za-z]+$/.test(section)) throw lineFault(cursor, cursor.at, `"${section.slice(0, 40)}" stands where a section ($Nodes, $Elements ...) should begin.`);
    if (SINGLE_SECTIONS.has(section) && seen.has(section)) throw lineFault(cursor, cursor.at, `A second ${section} section; a mesh has only one.`);
    seen.add(section);
    if (!readSection(cursor, section, format, mesh)) skipSection(cursor, section);
    else expectEnd(cursor, section);
  }
  for (const needed of ['$Nodes', '$Elements']) {
    if (!seen.has(needed)) throw fileFault('mesh file', `There is no ${needed} section; the file is incomplete.`);
  }
  return toTetMesh(mesh);
}

const SINGLE_SECTIONS = new Set(['$PhysicalNames', '$Entities', '$Nodes', '$Elements']);

function readFormat(cursor: ByteCursor): Format {
  const version = nextWord(cursor);
  if (version !== '2.2' && version !== '4.1') {
    throw lineFault(cursor, cursor.at, `Mesh format "${version.slice(0, 20)}" cannot be read; save the mesh as version 4.1 or 2.2 (Mesh.MshFileVersion).`);
  }
  const source = textNumbers(cursor);
  const fileType = source.int();
  if (fileType !== 0 && fileType !== 1) source.fault(`File type ${fileType} is neither 0 (text) nor 1 (binary).`);
  const dataSize = source.int();
  if (dataSize !== 8) source.fault(`Data size ${dataSize} is not supported; it must be 8.`);
  if (fileType === 0) return { version, binary: false, littleEndian: true };
  restOfLine(cursor);
  for (const littleEndian of [true, false]) {
    if (binaryNumbers(cursorAt(cursor.bytes, cursor.at), { littleEndian, sizeBytes: 4 }).int() !== 1) continue;
    cursor.at += 4;
    return { version, binary: true, littleEndian };
  }
  throw fileFault(`byte ${cursor.at}`, 'The number 1 that shows the byte order is missing; the binary file is damaged.');
}

/** Reads a section that matters; false when it does not. */
function readSection(cursor: ByteCursor, section: string, format: Format, mesh: RawMesh): boolean {
  if (section === '$PhysicalNames') mesh.groups = readPhysicalNames(cursor);
  else if (section === '$Entities' && format.version === '4.1') readEntities(numbersOf(cursor, format), mesh);
  else if (section === '$Nodes' || section === '$Elements') readMeshSection(cursor, section, format, mesh);
  else return false;
  return true;
}

function readMeshSection(cursor: ByteCursor, section: '$Nodes' | '$Elements', format: Format, mesh: RawMesh): void {
  if (format.version === '4.1') {
    (section === '$Nodes' ? readNodes4 : readElements4)(numbersOf(cursor, format), mesh);
    return;
  }
  const count = textNumbers(cursor).size();
  (section === '$Nodes' ? readNodes2 : readElements2)(numbersOf(cursor, format), count, mesh);
}

function numbersOf(cursor: ByteCursor, format: Format): NumberSource {
  if (!format.binary) return textNumbers(cursor);
  restOfLine(cursor);
  return binaryNumbers(cursor, { littleEndian: format.littleEndian, sizeBytes: format.version === '4.1' ? 8 : 4 });
}

function readPhysicalNames(cursor: ByteCursor): MeshGroup[] {
  const source = textNumbers(cursor);
  const count = source.size();
  source.expect(count, 2, 'physical names');
  const groups: MeshGroup[] = [];
  for (let i = 0; i < count; i++) {
    const dimension = source.int();
    const tag = source.int();
    const at = cursor.at;
    const quoted = /^\s*"(.*)"\s*$/.exec(restOfLine(cursor));
    if (quoted === null) throw lineFault(cursor, at, 'A physical group needs a name in double quotes.');
    if (dimension === 2 || dimension === 3) groups.push({ dimension, tag, name: quoted[1] });
  }
  return groups;
}

function expectEnd(cursor: ByteCursor, section: string): void {
  skipSpace(cursor);
  const at = cursor.at;
  const end = `$End${section.slice(1)}`;
  const word = nextWord(cursor);
  if (word !== end) throw lineFault(cursor, at, `${end} is expected here, but "${word.slice(0, 40)}" was found.`);
}

function skipSection(cursor: ByteCursor, section: string): void {
  const end = `$End${section.slice(1)}`;
  const found = findMarker(cursor, end);
  if (found < 0) throw lineFault(cursor, cursor.at, `Section ${section} has no ${end}; the file is cut off.`);
  cursor.at = found + end.length;
}

function toTetMesh(raw: RawMesh): TetMesh {
  if (raw.tetrahedra.groups.length === 0) throw fileFault('mesh file', 'There are no tetrahedra; the geometry was not meshed in 3 dimensions or no volume has a physical group.');
  const vertexOf = vertexLookup(raw.nodeTags);
  const tetrahedra = toVertices(raw.tetrahedra, vertexOf, 'tetrahedron');
  const flat = orientTetrahedra(raw.coordinates, tetrahedra);
  if (flat > 0) throw fileFault('mesh file', `${flat} of ${raw.tetrahedra.groups.length} tetrahedra have no volume; mesh the geometry again with another element size.`);
  return withoutUnusedVertices({
    kind: 'tet',
    vertices: raw.coordinates,
    tetrahedra,
    regions: Int32Array.from(raw.tetrahedra.groups),
    triangles: toVertices(raw.triangles, vertexOf, 'triangle'),
    surfaces: Int32Array.from(raw.triangles.groups),
    groups: raw.groups,
  });
}

function vertexLookup(nodeTags: Float64Array): Map<number, number> {
  const vertexOf = new Map<number, number>();
  nodeTags.forEach((tag, vertex) => {
    if (vertexOf.has(tag)) throw fileFault('mesh file', `Node ${tag} occurs twice.`);
    vertexOf.set(tag, vertex);
  });
  return vertexOf;
}

function toVertices(elements: RawElements, vertexOf: Map<number, number>, what: string): Uint32Array {
  return Uint32Array.from(elements.nodeTags, (tag) => {
    const vertex = vertexOf.get(tag);
    if (vertex === undefined) throw fileFault('mesh file', `A ${what} refers to node ${tag}, which is not in $Nodes.`);
    return vertex;
  });
}
