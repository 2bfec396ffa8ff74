// Writes a TetMesh, and potentials on it, as a Gmsh mesh file (MSH 2.2 or 4.1, text or little-endian binary).
// Format: Gmsh reference manual, "MSH file format".
import { tetCountOf, triangleCountOf, vertexCountOf, type TetMesh } from '../tet-mesh';
import { byteWriter, type ByteWriter } from './byte-writer';
import { TETRAHEDRON_TYPE, TRIANGLE_TYPE } from './raw-mesh';

export interface MshOptions {
  version: '2.2' | '4.1';
  binary: boolean;
}

/** A quantity with a value at each corner of each tetrahedron, so that it may jump across a surface: `values[4 t + corner]`. */
export interface CornerField {
  name: string;
  values: Float64Array;
}

/** Node and element numbers in the file are 1-based: vertex v is node v + 1, then triangles, then tetrahedra in mesh order. */
export function writeMsh(mesh: TetMesh, options: MshOptions, fields: readonly CornerField[] = []): Uint8Array<ArrayBuffer> {
  const writer = byteWriter();
  writer.text(`$MeshFormat\n${options.version} ${options.binary ? 1 : 0} 8\n`);
  if (options.binary) {
    writer.int32(1);
    writer.text('\n');
  }
  writer.text('$EndMeshFormat\n');
  writeNames(writer, mesh);
  const numbers = options.binary ? binaryRows(writer) : textRows(writer);
  if (options.version === '4.1') {
    writeEntities4(writer, numbers, mesh);
    writeNodes4(writer, numbers, mesh);
    writeElements4(writer, numbers, mesh);
  } else {
    writeNodes2(writer, numbers, mesh);
    writeElements2(writer, numbers, mesh, options.binary);
  }
  for (const field of fields) writeCornerField(writer, numbers, mesh, field);
  return writer.finish();
}

/** Rows of numbers: separated by spaces and ended by a line feed in text, back to back in binary. */
interface Rows {
  int(value: number): void;
  size(value: number): void;
  double(value: number): void;
  endRow(): void;
  /** Ends a section's last row. */
  endBlock(): void;
}

function textRows(writer: ByteWriter): Rows {
  let row = '';
  const add = (value: number) => {
    // String(-0) is "0".
    const word = Object.is(value, -0) ? '-0' : String(value);
    row += row === '' ? word : ` ${word}`;
  };
  return {
    int: add, size: add, double: add,
    endRow: () => {
      writer.text(`${row}\n`);
      row = '';
    },
    endBlock: () => undefined,
  };
}

const binaryRows = (writer: ByteWriter): Rows => ({
  int: (value) => writer.int32(value),
  size: (value) => writer.uint64(value),
  double: (value) => writer.float64(value),
  endRow: () => undefined,
  endBlock: () => writer.text('\n'),
});

/** Names stand between double quotes on one line, so those characters cannot occur in them. */
const quotable = (name: string): string => name.replaceAll('"', "'").replace(/[\r\n]+/g, ' ');

function writeNames(writer: ByteWriter, mesh: TetMesh): void {
  if (mesh.groups.length === 0) return;
  const lines = mesh.groups.map((g) => `${g.dimension} ${g.tag} "${quotable(g.name)}"\n`);
  writer.text(`$PhysicalNames\n${lines.length}\n${lines.join('')}$EndPhysicalNames\n`);
}

// ---------------------------------------------------------------- version 2.2

function writeNodes2(writer: ByteWriter, rows: Rows, mesh: TetMesh): void {
  writer.text(`$Nodes\n${vertexCountOf(mesh)}\n`);
  for (let v = 0; v < vertexCountOf(mesh); v++) {
    rows.int(v + 1);
    for (let c = 0; c < 3; c++) rows.double(mesh.vertices[3 * v + c]);
    rows.endRow();
  }
  rows.endBlock();
  writer.text('$EndNodes\n');
}

function writeElements2(writer: ByteWriter, rows: Rows, mesh: TetMesh, binary: boolean): void {
  const triangleCount = triangleCountOf(mesh);
  writer.text(`$Elements\n${triangleCount + tetCountOf(mesh)}\n`);
  const writeKind = (type: number, size: number, nodes: Uint32Array, groups: Int32Array, firstNumber: number) => {
    if (binary && groups.length > 0) for (const value of [type, groups.length, 2]) rows.int(value);
    groups.forEach((group, e) => {
      rows.int(firstNumber + e);
      // Physical group, then elementary entity: one entity per group.
      for (const value of binary ? [group, group] : [type, 2, group, group]) rows.int(value);
      for (let n = 0; n < size; n++) rows.int(nodes[size * e + n] + 1);
      rows.endRow();
    });
  };
  writeKind(TRIANGLE_TYPE, 3, mesh.triangles, mesh.surfaces, 1);
  writeKind(TETRAHEDRON_TYPE, 4, mesh.tetrahedra, mesh.regions, 1 + triangleCount);
  rows.endBlock();
  writer.text('$EndElements\n');
}

// ---------------------------------------------------------------- version 4.1

/** One geometric entity per group; entity numbers count from 1 in ascending order of the tag. */
function entityNumbers(groups: Int32Array): Map<number, number> {
  const tags = [...new Set(groups)].sort((a, b) => a - b);
  return new Map(tags.map((tag, i) => [tag, i + 1]));
}

function writeEntities4(writer: ByteWriter, rows: Rows, mesh: TetMesh): void {
  const box = boundingBox(mesh.vertices);
  const surfaces = entityNumbers(mesh.surfaces);
  const volumes = entityNumbers(mesh.regions);
  writer.text('$Entities\n');
  for (const count of [0, 0, surfaces.size, volumes.size]) rows.size(count);
  rows.endRow();
  for (const entities of [surfaces, volumes]) {
    for (const [tag, number] of entities) {
      rows.int(number);
      for (const bound of box) rows.double(bound);
      rows.size(tag === 0 ? 0 : 1);
      if (tag !== 0) rows.int(tag);
      rows.size(0);
      rows.endRow();
    }
  }
  rows.endBlock();
  writer.text('$EndEntities\n');
}

function writeNodes4(writer: ByteWriter, rows: Rows, mesh: TetMesh): void {
  const count = vertexCountOf(mesh);
  writer.text('$Nodes\n');
  for (const value of [1, count, 1, count]) rows.size(value);
  rows.endRow();
  for (const value of [3, 1, 0]) rows.int(value);
  rows.size(count);
  rows.endRow();
  for (let v = 0; v < count; v++) {
    rows.size(v + 1);
    rows.endRow();
  }
  for (let v = 0; v < count; v++) {
    for (let c = 0; c < 3; c++) rows.double(mesh.vertices[3 * v + c]);
    rows.endRow();
  }
  rows.endBlock();
  writer.text('$EndNodes\n');
}

interface Run {
  start: number;
  end: number;
}

/** Runs of equal group, in mesh order, so that reading the file gives the elements back in the same order. */
function runsOf(groups: Int32Array): Run[] {
  const runs: Run[] = [];
  groups.forEach((group, e) => {
    if (e > 0 && groups[e - 1] === group) runs[runs.length - 1].end = e + 1;
    else runs.push({ start: e, end: e + 1 });
  });
  return runs;
}

function writeElements4(writer: ByteWriter, rows: Rows, mesh: TetMesh): void {
  const triangleCount = triangleCountOf(mesh);
  const total = triangleCount + tetCountOf(mesh);
  const surfaceRuns = runsOf(mesh.surfaces);
  const volumeRuns = runsOf(mesh.regions);
  writer.text('$Elements\n');
  for (const value of [surfaceRuns.length + volumeRuns.length, total, 1, total]) rows.size(value);
  rows.endRow();
  const writeRuns = (runs: Run[], dimension: 2 | 3, type: number, nodes: Uint32Array, groups: Int32Array, firstNumber: number) => {
    const entities = entityNumbers(groups);
    const size = dimension + 1;
    for (const { start, end } of runs) {
      for (const value of [dimension, entities.get(groups[start])!, type]) rows.int(value);
      rows.size(end - start);
      rows.endRow();
      for (let e = start; e < end; e++) {
        rows.size(firstNumber + e);
        for (let n = 0; n < size; n++) rows.size(nodes[size * e + n] + 1);
        rows.endRow();
      }
    }
  };
  writeRuns(surfaceRuns, 2, TRIANGLE_TYPE, mesh.triangles, mesh.surfaces, 1);
  writeRuns(volumeRuns, 3, TETRAHEDRON_TYPE, mesh.tetrahedra, mesh.regions, 1 + triangleCount);
  rows.endBlock();
  writer.text('$EndElements\n');
}

function boundingBox(vertices: Float64Array): number[] {
  const box = [Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity];
  for (let i = 0; i < vertices.length; i++) {
    const c = i % 3;
    box[c] = Math.min(box[c], vertices[i]);
    box[3 + c] = Math.max(box[3 + c], vertices[i]);
  }
  return box;
}

// ---------------------------------------------------------------- fields

/** $ElementNodeData: one scalar per corner; the same layout in both versions. */
function writeCornerField(writer: ByteWriter, rows: Rows, mesh: TetMesh, field: CornerField): void {
  const tetCount = tetCountOf(mesh);
  const firstNumber = 1 + triangleCountOf(mesh);
  // One string tag (the name), one real tag (time 0), three integer tags (step 0, 1 component, elements).
  writer.text(`$ElementNodeData\n1\n"${quotable(field.name)}"\n1\n0\n3\n0\n1\n${tetCount}\n`);
  for (let t = 0; t < tetCount; t++) {
    rows.int(firstNumber + t);
    rows.int(4);
    for (let corner = 0; corner < 4; corner++) rows.double(field.values[4 * t + corner]);
    rows.endRow();
  }
  rows.endBlock();
  writer.text('$EndElementNodeData\n');
}
