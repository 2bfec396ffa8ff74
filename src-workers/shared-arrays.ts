// Plain data with its typed arrays moved into shared memory: then it goes to any number of workers without being copied.

type TypedArray = Float64Array | Float32Array | Int32Array | Uint32Array | Int16Array | Uint16Array | Int8Array | Uint8Array;

function sharedCopy(array: TypedArray): TypedArray {
  const buffer = new SharedArrayBuffer(array.byteLength);
  new Uint8Array(buffer).set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  const Kind = array.constructor as new (buffer: SharedArrayBuffer) => TypedArray;
  return new Kind(buffer);
}

/** A deep copy in which every typed array lies in shared memory; everything else must be plain data. */
export function withSharedArrays<T>(value: T): T {
  if (ArrayBuffer.isView(value)) return value.buffer instanceof SharedArrayBuffer ? value : sharedCopy(value as unknown as TypedArray) as T;
  if (Array.isArray(value)) return value.map((entry: unknown) => withSharedArrays(entry)) as T;
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withSharedArrays(entry)])) as T;
  }
  return value;
}
