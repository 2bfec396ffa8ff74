// HDF5 files read through h5wasm. Files come from anywhere: what they claim about themselves is checked before memory is spent on it.
import { Dataset, File, Group } from 'h5wasm';
import type { ByteStore } from './byte-store';
import { withMountedStores } from './hdf5-mount';

/** Access to an open file; paths as in "fibers/diameter_um". Whatever is missing or of another kind is an Error with its name. */
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
  /** The numbers with first index `from` .. `to`, whatever the other dimensions are. */
  part(path: string, from: number, to: number): Float32Array | Float64Array;
  shape(path: string): number[];
  texts(path: string): string[];
  text(path: string): string;
}

/** Larger data sets than this are only read in parts: a few damaged bytes can claim any size. */
const LARGEST_READ_BYTES = 256 * 2 ** 20;

/** H5T_STRING of the library. */
const TEXT_TYPE = 3;

function datasetAt(file: File, path: string): Dataset {
  const found = file.get(path);
  if (!(found instanceof Dataset)) throw new Error(`The data set "${path}" is missing.`);
  return found;
}

/** Refuses what does not fit into memory; `share` is the part of the data set that is wanted. */
function refuseLarge(dataset: Dataset, path: string, share = 1): void {
  const { size, total_size: count } = dataset.metadata;
  const bytes = size * count * share;
  if (!(bytes <= LARGEST_READ_BYTES)) throw new Error(`The data set "${path}" claims to hold ${Math.ceil(bytes / 2 ** 20)} MB; at most ${LARGEST_READ_BYTES / 2 ** 20} MB are read.`);
}

const floats = (values: unknown, path: string): Float32Array | Float64Array => {
  if (values instanceof Float32Array || values instanceof Float64Array) return values;
  if (!ArrayBuffer.isView(values)) throw new Error(`The data set "${path}" does not hold numbers.`);
  return Float64Array.from(values as unknown as ArrayLike<number>, Number);
};

function valueAt(file: File, path: string): unknown {
  const dataset = datasetAt(file, path);
  refuseLarge(dataset, path);
  return dataset.value;
}

function textsAt(file: File, path: string): string[] {
  const value = valueAt(file, path);
  const list: unknown[] = Array.isArray(value) ? value : [value];
  if (!list.every((entry) => typeof entry === 'string')) throw new Error(`The data set "${path}" does not hold text.`);
  return list;
}

const shapeAt = (file: File, path: string): number[] => datasetAt(file, path).shape ?? [];

function readerOf(file: File): Hdf5Reader {
  return {
    attribute: (path, name) => {
      const found = path === '' ? file : file.get(path);
      return found instanceof Group || found instanceof Dataset ? found.attrs[name]?.value : undefined;
    },
    has: (path) => file.get(path) !== null,
    isGroup: (path) => file.get(path) instanceof Group,
    holdsText: (path) => datasetAt(file, path).metadata.type === TEXT_TYPE,
    names: (path) => {
      const found = file.get(path);
      return found instanceof Group ? found.keys().sort() : [];
    },
    numbers: (path) => Float64Array.from(floats(valueAt(file, path), path)),
    values: (path) => floats(valueAt(file, path), path),
    part: (path, from, to) => {
      const dataset = datasetAt(file, path);
      const shape = dataset.shape ?? [];
      refuseLarge(dataset, path, (to - from) / Math.max(1, shape[0] ?? 1));
      return floats(dataset.slice([[from, to]]), path);
    },
    shape: (path) => shapeAt(file, path),
    texts: (path) => textsAt(file, path),
    text: (path) => {
      const [text] = textsAt(file, path);
      if (text === undefined) throw new Error(`The data set "${path}" is empty.`);
      return text;
    },
  };
}

function withOpenFile<T>(name: string, work: (reader: Hdf5Reader) => T): T {
  const file = new File(name, 'r');
  try {
    return work(readerOf(file));
  } finally {
    file.close();
  }
}

/** Opens a file and hands a reader to `work`. Throws when the bytes are not HDF5. */
export function readHdf5<T>(store: ByteStore, work: (reader: Hdf5Reader) => T): Promise<T> {
  return withMountedStores([store], ([name]) => withOpenFile(name, work));
}

/** Two files at once. */
export function readHdf5Pair<T>(one: ByteStore, other: ByteStore, work: (one: Hdf5Reader, other: Hdf5Reader) => T): Promise<T> {
  return withMountedStores([one, other], ([first, second]) => withOpenFile(first, (a) => withOpenFile(second, (b) => work(a, b))));
}
