// Plain data as bytes, for the cache: small things serialized by V8, large arrays beside them as they lie in memory, so that neither writing
// nor reading makes a second copy of them.
//
// Layout: skeleton bytes, array count, then the length of each array (64-bit little endian); the skeleton; the arrays; each begins at a multiple of 8.
import { deserialize, serialize } from 'node:v8';

const KINDS = { Float64Array, Float32Array, Int32Array, Uint32Array, Int16Array, Uint16Array, Int8Array, Uint8Array } as const;
type Kind = keyof typeof KINDS;

/** Arrays from here on lie beside the skeleton. */
const LARGE_BYTES = 65_536;
const WORD = 8;
const padded = (length: number): number => Math.ceil(length / WORD) * WORD;

/** In the skeleton `{ [MARK]: index, kind }` stands for a large array. */
const MARK = '\u0000array';

const isPlain = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);

function mapped(value: unknown, change: (value: unknown) => unknown): unknown {
  const changed = change(value);
  if (changed !== value) return changed;
  if (Array.isArray(value)) return value.map((entry: unknown) => mapped(entry, change));
  return isPlain(value) ? Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, mapped(entry, change)])) : value;
}

/** The pieces of the file, in order. The large ones are views of the value's own arrays. */
export function packValue(value: unknown): Uint8Array[] {
  const arrays: Uint8Array[] = [];
  const skeleton = serialize(mapped(value, (entry) => {
    if (!ArrayBuffer.isView(entry) || entry.byteLength < LARGE_BYTES) return entry;
    arrays.push(new Uint8Array(entry.buffer, entry.byteOffset, entry.byteLength));
    return { [MARK]: arrays.length - 1, kind: entry.constructor.name };
  }));
  const head = BigUint64Array.from([skeleton.length, arrays.length, ...arrays.map(({ length }) => length)], BigInt);
  const gap = (length: number): Uint8Array => new Uint8Array(padded(length) - length);
  return [new Uint8Array(head.buffer), skeleton, gap(skeleton.length), ...arrays.flatMap((array) => [array, gap(array.length)])];
}

/** The value again; its large arrays are views of `bytes`, which must begin at a multiple of 8. Throws when the bytes are no packed value. */
export function unpackValue(bytes: Uint8Array): unknown {
  const words = (count: number, at: number): number[] => Array.from(new BigUint64Array(bytes.buffer, bytes.byteOffset + at, count), Number);
  const [skeletonLength, arrayCount] = words(2, 0);
  const lengths = words(arrayCount, 2 * WORD);
  const skeletonAt = (2 + arrayCount) * WORD;
  const starts: number[] = [];
  let at = skeletonAt + padded(skeletonLength);
  for (const length of lengths) {
    starts.push(at);
    at += padded(length);
  }
  if (at > bytes.length) throw new RangeError(`A packed value of ${at} bytes is cut off after ${bytes.length}.`);
  return mapped(deserialize(bytes.slice(skeletonAt, skeletonAt + skeletonLength)), (entry) => {
    if (!isPlain(entry) || !(MARK in entry)) return entry;
    const index = entry[MARK] as number;
    const Kind = KINDS[entry.kind as Kind];
    return new Kind(bytes.buffer as ArrayBuffer, bytes.byteOffset + starts[index], lengths[index] / Kind.BYTES_PER_ELEMENT);
  });
}
