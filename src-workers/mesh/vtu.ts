// Writes cells with data as a VTK unstructured grid (.vtu) for ParaView. One file, one cell type; no knowledge of nerves.
// Format: "VTK XML file formats", VTK 9 documentation. Point and cell numbers start at 0.
import { byteWriter } from './msh/byte-writer';

export interface CellGrid {
  /** x, y, z of point p at 3p, um. A quantity that jumps across a surface needs the surface's points twice. */
  pointsUm: Float64Array;
  cellType: VtkCellType;
  /** Point numbers of all cells back to back, in VTK's order of the cell's nodes. */
  connectivity: Uint32Array;
  pointFields: GridField[];
  cellFields: GridField[];
}

export interface GridField {
  name: string;
  /** One value per point or cell. */
  values: Float64Array | Int32Array;
}

/** VTK's number and node count of the cells used here. */
export const VTK_CELLS = {
  tetrahedron: { type: 10, nodeCount: 4 },
  prism: { type: 13, nodeCount: 6 },
  quadraticTetrahedron: { type: 24, nodeCount: 10 },
  /** 6 corners; 9 middles of edges (bottom, top, upright); 3 middles of the upright faces. */
  biquadraticPrism: { type: 32, nodeCount: 18 },
} as const;
export type VtkCellType = keyof typeof VTK_CELLS;

/** raw: smallest and fastest, not strictly XML; base64: strict XML; ascii: readable. */
export type VtuEncoding = 'raw' | 'base64' | 'ascii';

type Column = Float64Array | Int32Array | Uint8Array;
const COLUMN_TYPES = { Float64Array: 'Float64', Int32Array: 'Int32', Uint8Array: 'UInt8' } as const;
/** Bytes of the length that precedes each block (header_type UInt64). */
const LENGTH_BYTES = 8;

/** Throws RangeError when an array's length does not fit the grid: that is a fault of the caller. */
export function writeVtu(grid: CellGrid, encoding: VtuEncoding): Uint8Array<ArrayBuffer> {
  const { type, nodeCount } = VTK_CELLS[grid.cellType];
  const pointCount = grid.pointsUm.length / 3;
  const cellCount = grid.connectivity.length / nodeCount;
  requireLengths(grid, pointCount, cellCount);
  const blocks: Column[] = [];
  const array = (attributes: string, column: Column): string => {
    const head = `<DataArray type="${COLUMN_TYPES[column.constructor.name as keyof typeof COLUMN_TYPES]}" ${attributes} `;
    if (encoding === 'ascii') return `${head}format="ascii">\n${column.join(' ')}\n</DataArray>\n`;
    if (encoding === 'base64') return `${head}format="binary">${base64(withLength(column))}</DataArray>\n`;
    const offset = blocks.reduce((sum, block) => sum + LENGTH_BYTES + block.byteLength, 0);
    blocks.push(column);
    return `${head}format="appended" offset="${offset}"/>\n`;
  };
  const fields = (list: GridField[]) => list.map((field) => array(`Name="${escaped(field.name)}"`, field.values)).join('');
  const writer = byteWriter();
  writer.text('<?xml version="1.0"?>\n<VTKFile type="UnstructuredGrid" version="1.0" byte_order="LittleEndian" header_type="UInt64">\n');
  writer.text(`<UnstructuredGrid>\n<Piece NumberOfPoints="${pointCount}" NumberOfCells="${cellCount}">\n`);
  writer.text(`<PointData>\n${fields(grid.pointFields)}</PointData>\n<CellData>\n${fields(grid.cellFields)}</CellData>\n`);
  writer.text(`<Points>\n${array('Name="Points" NumberOfComponents="3"', grid.pointsUm)}</Points>\n<Cells>\n`);
  writer.text(array('Name="connectivity"', Int32Array.from(grid.connectivity)));
  writer.text(array('Name="offsets"', Int32Array.from({ length: cellCount }, (_, c) => (c + 1) * nodeCount)));
  writer.text(array('Name="types"', new Uint8Array(cellCount).fill(type)));
  writer.text('</Cells>\n</Piece>\n</UnstructuredGrid>\n');
  if (encoding === 'raw') {
    writer.text('<AppendedData encoding="raw">_');
    for (const block of blocks) {
      writer.uint64(block.byteLength);
      writer.bytes(bytesOf(block));
    }
    writer.text('</AppendedData>\n');
  }
  writer.text('</VTKFile>\n');
  return writer.finish();
}

function requireLengths(grid: CellGrid, pointCount: number, cellCount: number): void {
  if (!Number.isInteger(pointCount) || !Number.isInteger(cellCount)) throw new RangeError('Points or connectivity do not fit the cell type.');
  for (const [fields, count] of [[grid.pointFields, pointCount], [grid.cellFields, cellCount]] as const) {
    for (const field of fields) if (field.values.length !== count) throw new RangeError(`Field "${field.name}" has ${field.values.length} values instead of ${count}.`);
  }
}

const bytesOf = (column: Column): Uint8Array => new Uint8Array(column.buffer, column.byteOffset, column.byteLength);

function withLength(column: Column): Uint8Array {
  const bytes = new Uint8Array(LENGTH_BYTES + column.byteLength);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(column.byteLength), true);
  bytes.set(bytesOf(column), LENGTH_BYTES);
  return bytes;
}

function base64(bytes: Uint8Array): string {
  // A multiple of 3 bytes per piece, so that the pieces' texts join without padding between them.
  const pieceBytes = 3 * 4096;
  let text = '';
  for (let at = 0; at < bytes.length; at += pieceBytes) text += btoa(String.fromCharCode(...bytes.subarray(at, at + pieceBytes)));
  return text;
}

/** VTK looks for inline data behind the first ">", so that one is escaped too. */
const escaped = (name: string): string =>
  name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replace(/[\r\n]+/g, ' ');
