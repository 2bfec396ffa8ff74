// HDF5 files as trees of plain data: written and read in memory through h5wasm. The bytes depend on the tree alone.
import { Dataset, File, Group, ready } from 'h5wasm';

export type AttributeValue = string | number;
export type Hdf5Data = string | string[] | Float64Array | Float32Array | Int32Array | Int8Array | Uint8Array;

export interface Hdf5Group { kind: 'group'; name: string; attributes?: Record<string, AttributeValue>; children: Hdf5Node[] }
export type Hdf5Node =
  | Hdf5Group
  /** `shape` for arrays of more than one dimension, slowest first. */
  | { kind: 'dataset'; name: string; attributes?: Record<string, AttributeValue>; data: Hdf5Data; shape?: number[] };

/** Values from here on are compressed: enough to gain, and chunks need a shape without zeros. */
const COMPRESS_FROM = 4096;
const CHUNK_VALUES = 65_536;

function chunksOf(shape: readonly number[]): number[] {
  // Whole rows together: reading one row of a trace touches few chunks.
  const rowLength = shape.slice(1).reduce((product, length) => product * length, 1);
  return [Math.max(1, Math.min(shape[0], Math.floor(CHUNK_VALUES / rowLength))), ...shape.slice(1)];
}

function addNode(parent: Group, node: Hdf5Node): void {
  if (node.kind === 'group') {
    const group = parent.create_group(node.name);
    addAttributes(group, node.attributes);
    for (const child of node.children) addNode(group, child);
    return;
  }
  const { name, data } = node;
  const length = typeof data === 'string' ? 1 : data.length;
  const shape = node.shape ?? (typeof data === 'string' ? [] : [length]);
  const compressed = typeof data !== 'string' && !Array.isArray(data) && length >= COMPRESS_FROM
    ? { chunks: chunksOf(shape), compression: 4 } : {};
  // An empty list of texts does not show what it is a list of.
  const type = Array.isArray(data) ? { dtype: 'S' } : {};
  addAttributes(parent.create_dataset({ name, data, shape, ...type, ...compressed }), node.attributes);
}

function addAttributes(target: Group | Dataset, attributes: Record<string, AttributeValue> = {}): void {
  for (const [name, value] of Object.entries(attributes)) target.create_attribute(name, value);
}

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

let fileCount = 0;

async function withMemoryFile<T>(work: (name: string, files: { readFile(path: string): Uint8Array; writeFile(path: string, bytes: Uint8Array): void }) => T): Promise<T> {
  const library = await ready;
  const { FS } = library;
  // Otherwise the library prints its errors and goes on with invalid handles.
  library.activate_throwing_error_handler();
  fileCount += 1;
  const name = `/${fileCount}.h5`;
  try {
    return work(name, FS);
  } finally {
    if (FS.analyzePath(name).exists) FS.unlink(name);
  }
}

/** The name of `root` is not used: it stands for the file. */
export function writeHdf5(root: Hdf5Group): Promise<Uint8Array> {
  return withMemoryFile((name, files) => {
    withoutClock(() => {
      const file = new File(name, 'w');
      try {
        addAttributes(file, root.attributes);
        for (const child of root.children) addNode(file, child);
      } finally {
        file.close();
      }
    });
    return files.readFile(name);
  });
}

/** Access to an open file; paths as in "fibers/diameter_um". */
export interface Hdf5Reader {
  attribute(path: string, name: string): unknown;
  has(path: string): boolean;
  isGroup(path: string): boolean;
  /** Whether a data set holds text rather than numbers. */
  holdsText(path: string): boolean;
  /** Names of a group's members, sorted; none when the group is missing. */
  names(path: string): string[];
  numbers(path: string): Float64Array;
  /** The stored array as it is. */
  values(path: string): Float32Array | Float64Array;
  shape(path: string): number[];
  texts(path: string): string[];
  text(path: string): string;
}

function datasetAt(file: File, path: string): Dataset {
  const found = file.get(path);
  if (!(found instanceof Dataset)) throw new Error(`The data set "${path}" is missing.`);
  return found;
}

function readerOf(file: File): Hdf5Reader {
  const numeric = (path: string): ArrayLike<number> => {
    const { value } = datasetAt(file, path);
    if (!ArrayBuffer.isView(value)) throw new Error(`The data set "${path}" does not hold numbers.`);
    return value as unknown as ArrayLike<number>;
  };
  const textual = (path: string): string[] => {
    const { value } = datasetAt(file, path);
    const list: unknown[] = Array.isArray(value) ? value : [value];
    if (!list.every((entry) => typeof entry === 'string')) throw new Error(`The data set "${path}" does not hold text.`);
    return list;
  };
  return {
    attribute: (path, name) => {
      const found = path === '' ? file : file.get(path);
      return found instanceof Group || found instanceof Dataset ? found.attrs[name]?.value : undefined;
    },
    has: (path) => file.get(path) !== null,
    isGroup: (path) => file.get(path) instanceof Group,
    holdsText: (path) => !ArrayBuffer.isView(datasetAt(file, path).value),
    names: (path) => {
      const found = file.get(path);
      return found instanceof Group ? found.keys().sort() : [];
    },
    numbers: (path) => Float64Array.from(numeric(path), Number),
    values: (path) => {
      const values = numeric(path);
      return values instanceof Float32Array || values instanceof Float64Array ? values : Float64Array.from(values, Number);
    },
    shape: (path) => datasetAt(file, path).shape ?? [],
    texts: textual,
    text: (path) => textual(path)[0],
  };
}

/** Opens a file given as bytes and hands a reader to `work`. Throws when the bytes are not HDF5. */
export function readHdf5<T>(bytes: Uint8Array, work: (reader: Hdf5Reader) => T): Promise<T> {
  return withMemoryFile((name, files) => {
    files.writeFile(name, bytes);
    const file = new File(name, 'r');
    try {
      return work(readerOf(file));
    } finally {
      file.close();
    }
  });
}
