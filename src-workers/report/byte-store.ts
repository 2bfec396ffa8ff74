// A file as the HDF5 library needs it: bytes at positions, read and written at once. The caller decides where they lie: on a disk
// (then a file of any size passes through a bounded piece of memory) or in memory.

/** Positions and counts in bytes. Writing behind the end fills the gap with zeros. Failures are thrown. */
export interface ByteStore {
  size(): number;
  /** Returns how many bytes were read: fewer than asked only at the end. */
  read(target: Uint8Array, position: number): number;
  /** Takes all bytes. */
  write(bytes: Uint8Array, position: number): void;
  truncate(size: number): void;
}

export interface MemoryStore extends ByteStore {
  bytes(): Uint8Array;
}

/** `contents` is read in place until something is written. */
export function memoryStore(contents: Uint8Array = new Uint8Array(0)): MemoryStore {
  let buffer = contents;
  let size = contents.length;
  let own = false;
  const reserve = (capacity: number): void => {
    if (own && capacity <= buffer.length) return;
    const larger = new Uint8Array(Math.max(capacity, own ? 2 * buffer.length : buffer.length));
    larger.set(buffer.subarray(0, size));
    buffer = larger;
    own = true;
  };
  return {
    size: () => size,
    read(target, position) {
      const source = buffer.subarray(Math.min(position, size), Math.min(position + target.length, size));
      target.set(source);
      return source.length;
    },
    write(bytes, position) {
      reserve(position + bytes.length);
      if (position > size) buffer.fill(0, size, position);
      buffer.set(bytes, position);
      size = Math.max(size, position + bytes.length);
    },
    truncate(wanted) {
      reserve(wanted);
      if (wanted > size) buffer.fill(0, size, wanted);
      size = wanted;
    },
    bytes: () => buffer.slice(0, size),
  };
}
