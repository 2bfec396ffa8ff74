// Where two results files differ, in words: the first data set and the first entry of it.
import { readHdf5, type Hdf5Reader } from './hdf5';

type Leaf = string[] | Float32Array | Float64Array;

/** Data sets by path, in order. */
function leavesOf(reader: Hdf5Reader, path = ''): [string, Leaf][] {
  return reader.names(path === '' ? '/' : path).flatMap((name): [string, Leaf][] => {
    const at = path === '' ? name : `${path}/${name}`;
    if (reader.isGroup(at)) return leavesOf(reader, at);
    return [[at, reader.holdsText(at) ? reader.texts(at) : reader.values(at)]];
  });
}

const shown = (value: string | number): string => (typeof value === 'number' ? String(value) : `"${value.slice(0, 60)}"`);

/** Numbers are compared by value (NaN equals NaN), texts exactly. Null when no data set differs. Throws when one of the two is not HDF5. */
export async function compareHdf5(one: Uint8Array, other: Uint8Array): Promise<string | null> {
  const before = new Map(await readHdf5(one, (reader) => leavesOf(reader)));
  const after = new Map(await readHdf5(other, (reader) => leavesOf(reader)));
  for (const path of before.keys()) if (!after.has(path)) return `/${path} is missing`;
  for (const path of after.keys()) if (!before.has(path)) return `/${path} is new`;
  for (const [path, old] of before) {
    const now = after.get(path)!;
    if (old.length !== now.length) return `/${path} has ${now.length} entries instead of ${old.length}`;
    for (let index = 0; index < old.length; index++) {
      if (!Object.is(old[index], now[index])) return `/${path}, entry ${index}: ${shown(now[index])} instead of ${shown(old[index])}`;
    }
  }
  return null;
}
