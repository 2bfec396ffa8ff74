// Where two results files differ, in words: the first data set and the first entry of it. Read in parts: files of any size are compared
// in a bounded piece of memory.
import type { ByteStore } from './byte-store';
import { readHdf5Pair, type Hdf5Reader } from './read-hdf5';

type Leaf = string[] | Float32Array | Float64Array;

/** Groups inside groups; a damaged file may hold one that contains itself. */
const DEEPEST = 16;
const PART_BYTES = 8 * 2 ** 20;

/** Paths of the data sets, in order. */
function leavesOf(reader: Hdf5Reader, path = '', depth = 0): string[] {
  if (depth > DEEPEST) throw new Error(`The group "${path}" lies deeper than ${DEEPEST} levels; the file is damaged.`);
  return reader.names(path === '' ? '/' : path).flatMap((name): string[] => {
    const at = path === '' ? name : `${path}/${name}`;
    return reader.isGroup(at) ? leavesOf(reader, at, depth + 1) : [at];
  });
}

const shown = (value: string | number): string => (typeof value === 'number' ? String(value) : `"${value.slice(0, 60)}"`);

function differenceIn(old: Leaf, now: Leaf, path: string, first: number): string | null {
  if (old.length !== now.length) return `/${path} has ${now.length} entries instead of ${old.length}`;
  for (let index = 0; index < old.length; index++) {
    if (!Object.is(old[index], now[index])) return `/${path}, entry ${first + index}: ${shown(now[index])} instead of ${shown(old[index])}`;
  }
  return null;
}

function compareLeaf(before: Hdf5Reader, after: Hdf5Reader, path: string): string | null {
  const [oldShape, shape] = [before.shape(path), after.shape(path)];
  if (oldShape.join(' x ') !== shape.join(' x ')) return `/${path} has the shape ${shape.join(' x ')} instead of ${oldShape.join(' x ')}`;
  const isText = before.holdsText(path);
  if (isText !== after.holdsText(path)) return `/${path} holds ${isText ? 'numbers instead of text' : 'text instead of numbers'}`;
  if (isText) return differenceIn(before.texts(path), after.texts(path), path, 0);
  if (shape.length === 0) return differenceIn(before.values(path), after.values(path), path, 0);
  const rowLength = shape.slice(1).reduce((product, length) => product * length, 1);
  const step = Math.max(1, Math.floor(PART_BYTES / (8 * rowLength)));
  for (let from = 0; from < shape[0]; from += step) {
    const to = Math.min(shape[0], from + step);
    const difference = differenceIn(before.part(path, from, to), after.part(path, from, to), path, from * rowLength);
    if (difference !== null) return difference;
  }
  return null;
}

/** Numbers are compared by value (NaN equals NaN), texts exactly. Null when no data set differs. Throws when one of the two is not HDF5. */
export function compareHdf5(one: ByteStore, other: ByteStore): Promise<string | null> {
  return readHdf5Pair(one, other, (before, after) => {
    const [oldPaths, paths] = [leavesOf(before), leavesOf(after)];
    const missing = oldPaths.find((path) => !paths.includes(path));
    if (missing !== undefined) return `/${missing} is missing`;
    const added = paths.find((path) => !oldPaths.includes(path));
    if (added !== undefined) return `/${added} is new`;
    for (const path of oldPaths) {
      const difference = compareLeaf(before, after, path);
      if (difference !== null) return difference;
    }
    return null;
  });
}
