// Builds a file of text and binary numbers in one growing buffer.

export interface ByteWriter {
  text(text: string): void;
  int32(value: number): void;
  uint64(value: number): void;
  float64(value: number): void;
  bytes(bytes: Uint8Array): void;
  finish(): Uint8Array<ArrayBuffer>;
}

/** Little-endian, as on every machine that runs this program. */
export function byteWriter(initialBytes = 1 << 16): ByteWriter {
  let buffer = new Uint8Array(initialBytes);
  let view = new DataView(buffer.buffer);
  let length = 0;
  const encoder = new TextEncoder();
  const reserve = (byteCount: number): number => {
    const start = length;
    length += byteCount;
    if (length > buffer.length) {
      const larger = new Uint8Array(Math.max(2 * buffer.length, length));
      larger.set(buffer);
      buffer = larger;
      view = new DataView(buffer.buffer);
    }
    return start;
  };
  const bytes = (block: Uint8Array): void => {
    const start = reserve(block.length);
    buffer.set(block, start);
  };
  return {
    text: (text) => bytes(encoder.encode(text)),
    int32: (value) => {
      const start = reserve(4);
      view.setInt32(start, value, true);
    },
    uint64: (value) => {
      const start = reserve(8);
      view.setBigUint64(start, BigInt(value), true);
    },
    float64: (value) => {
      const start = reserve(8);
      view.setFloat64(start, value, true);
    },
    bytes,
    finish: () => buffer.slice(0, length),
  };
}
