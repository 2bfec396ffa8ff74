// HDF5 files from trees of plain data, written through h5wasm. The bytes depend on the tree alone. Large arrays pass through the
// library piece by piece, so that memory does not grow with the file.
import { Dataset, File, Group } from 'h5wasm';
import type { ByteStore } from './byte-store';
import { withMountedStores } from './hdf5-mount';

export type AttributeValue = string | number;
type NumberArray = Float64Array | Float32Array | Int32Array | Int8Array | Uint8Array;
export type Hdf5Data = string | string[] | NumberArray | SpooledValues;

/** Numbers that wait in a file beside the tree: `length` of them from byte `atByte` on, as they lie in memory. */
export interface SpooledValues { atByte: number; length: number; kind: 'float32' | 'float64' }
const isSpooled = (data: Hdf5Data): data is SpooledValues => typeof data === 'object' && 'atByte' in data;

export interface Hdf5Group { kind: 'group'; name: string; attributes?: Record<string, AttributeValue>; children: Hdf5Node[] }
export type Hdf5Node =
  | Hdf5Group
  /** `shape` for arrays of more than one dimension, slowest first. */
  | { kind: 'dataset'; name: string; attributes?: Record<string, AttributeValue>; data: Hdf5Data; shape?: number[] }
  /** A matrix given by its rows, which all have the length `columns`. */
  | { kind: 'matrix'; name: string; attributes?: Record<string, AttributeValue>; rows: Float64Array[]; columns: number };

/** Values from here on are compressed: enough to gain, and chunks need a shape without zeros. */
const COMPRESS_FROM = 4096;
const CHUNK_VALUES = 65_536;
/** Values that are given to the library at once. */
const PIECE_VALUES = 16 * CHUNK_VALUES;

/** Chunks of whole rows where rows are short (reading one row of a trace touches few chunks), of parts of one row where they are long. */
function chunksOf(rows: number, rowLength: number): [rows: number, columns: number] {
  return rowLength >= CHUNK_VALUES ? [1, CHUNK_VALUES] : [Math.min(rows, Math.floor(CHUNK_VALUES / rowLength)), rowLength];
}

const attributesOf = (target: Group | Dataset, attributes: Record<string, AttributeValue> = {}): void => {
  for (const [name, value] of Object.entries(attributes)) target.create_attribute(name, value);
};

function addNode(parent: Group, node: Hdf5Node, spool: ByteStore | null): void {
  if (node.kind === 'group') {
    const group = parent.create_group(node.name);
    attributesOf(group, node.attributes);
    for (const child of node.children) addNode(group, child, spool);
  } else {
    attributesOf(node.kind === 'matrix' ? addMatrix(parent, node.name, node.rows, node.columns) : addDataset(parent, node, spool), node.attributes);
  }
}

function addDataset(parent: Group, { name, data, shape: given }: Extract<Hdf5Node, { kind: 'dataset' }>, spool: ByteStore | null): Dataset {
  const length = typeof data === 'string' ? 1 : data.length;
  const shape = given ?? (typeof data === 'string' ? [] : [length]);
  if (typeof data === 'string' || Array.isArray(data)) {
    // An empty list of texts does not show what it is a list of.
    return parent.create_dataset({ name, data, shape, ...(Array.isArray(data) ? { dtype: 'S' } : {}) });
  }
  const valuesOf = (from: number, to: number): NumberArray => (isSpooled(data) ? spooledPart(data, from, to, spool) : data.subarray(from, to));
  if (length < COMPRESS_FROM) return parent.create_dataset({ name, data: valuesOf(0, length), shape });
  const rowLength = shape.slice(1).reduce((product, count) => product * count, 1);
  if (shape.length === 1) return addPieces(parent, name, shape, [Math.min(length, CHUNK_VALUES)], wholeRows(length, 1, valuesOf));
  return addPieces(parent, name, shape, chunksOf(shape[0], rowLength), wholeRows(shape[0], rowLength, valuesOf));
}

/** Throws when the spool ends before the values do. */
function spooledPart({ atByte, kind }: SpooledValues, from: number, to: number, spool: ByteStore | null): Float32Array | Float64Array {
  const values = kind === 'float32' ? new Float32Array(to - from) : new Float64Array(to - from);
  const read = spool?.read(new Uint8Array(values.buffer), atByte + from * values.BYTES_PER_ELEMENT) ?? 0;
  if (read !== values.byteLength) throw new Error(`the recorded traces that wait to be written are cut off: ${read} of ${values.byteLength} bytes.`);
  return values;
}

function addMatrix(parent: Group, name: string, rows: readonly Float64Array[], columns: number): Dataset {
  const shape = [rows.length, columns];
  if (rows.length * columns < COMPRESS_FROM) {
    const data = new Float64Array(rows.length * columns);
    rows.forEach((row, r) => data.set(row, r * columns));
    return parent.create_dataset({ name, data, shape });
  }
  return addPieces(parent, name, shape, chunksOf(rows.length, columns), partsOfRows(rows));
}

/** A box of the array, per dimension from .. to, and its values. */
interface Piece { ranges: [from: number, to: number][]; values: NumberArray }

/** Pieces of several whole rows. With `rowLength` 1 the array has one dimension. */
function* wholeRows(rows: number, rowLength: number, valuesOf: (from: number, to: number) => NumberArray): Generator<Piece> {
  const [chunkRows] = chunksOf(rows, rowLength);
  const step = Math.max(1, chunkRows * Math.floor(PIECE_VALUES / (chunkRows * rowLength)));
  for (let from = 0; from < rows; from += step) {
    const to = Math.min(rows, from + step);
    yield { ranges: rowLength === 1 ? [[from, to]] : [[from, to], [0, rowLength]], values: valuesOf(from * rowLength, to * rowLength) };
  }
}

function* partsOfRows(rows: readonly Float64Array[]): Generator<Piece> {
  for (const [r, row] of rows.entries()) {
    for (let from = 0; from < row.length; from += PIECE_VALUES) {
      const to = Math.min(row.length, from + PIECE_VALUES);
      yield { ranges: [[r, r + 1], [from, to]], values: row.subarray(from, to) };
    }
  }
}

/** The library creates an array only together with values: it starts as its first piece and is then enlarged. */
function addPieces(parent: Group, name: string, shape: number[], chunks: number[], pieces: Iterable<Piece>): Dataset {
  let dataset: Dataset | null = null;
  for (const { ranges, values } of pieces) {
    if (dataset) dataset.write_slice(ranges, values);
    else {
      dataset = parent.create_dataset({ name, data: values, shape: ranges.map(([from, to]) => to - from), maxshape: shape, chunks, compression: COMPRESSION_LEVEL });
      dataset.resize(shape);
    }
  }
  return dataset!;
}

const COMPRESSION_LEVEL = 4;

/** HDF5 stamps every object with the clock, which would make equal results differ; while a file is written, that clock stands still. */
function withoutClock<T>(work: () => T): T {
  const realNow = Date.now;
  Date.now = () => 0;
  try {
    return work();
  } finally {
    Date.now = realNow;
  }
}

/** Writes the whole file into an empty store. The name of `root` is not used: it stands for the file. `spool`: where spooled values wait. Throws what the store threw first. */
export function writeHdf5(root: Hdf5Group, store: ByteStore, spool: ByteStore | null = null): Promise<void> {
  return withMountedStores([store], ([name]) => withoutClock(() => writeTree(root, new File(name, 'w'), spool)));
}

/** Fills an open file and closes it. */
export function writeTree(root: Hdf5Group, file: File, spool: ByteStore | null = null): void {
  try {
    attributesOf(file, root.attributes);
    for (const child of root.children) addNode(file, child, spool);
  } finally {
    file.close();
  }
}
