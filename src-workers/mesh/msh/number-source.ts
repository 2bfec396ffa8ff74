// Numbers from a mesh file, from text or from binary, behind one interface: the section readers are written once.
import { fileFault, lineOf, remainingBytes, skipSpace, textBetween, type ByteCursor } from './byte-cursor';

export interface NumberSource {
  readonly binary: boolean;
  /** A 32-bit integer. */
  int(): number;
  /** A count or a tag: 64 bits in binary files of version 4.1. At most 2^53 - 1. */
  size(): number;
  double(): number;
  /** Fails unless `count` items of at least `numbersEach` numbers can still follow: called before anything is allocated for them. */
  expect(count: number, numbersEach: number, what: string): void;
  /** Throws an error located at the start of the number read last. */
  fault(message: string): never;
}

const WHOLE_NUMBER = /^[+-]?\d+$/;
const MAX_INT = 2 ** 31 - 1;

export function textNumbers(cursor: ByteCursor): NumberSource {
  const { bytes } = cursor;
  let last = cursor.at;
  const fault = (message: string): never => {
    throw fileFault(`line ${lineOf(bytes, last)}`, message);
  };
  const token = (): string => {
    skipSpace(cursor);
    last = cursor.at;
    const limit = Math.min(bytes.length, last + 64);
    while (cursor.at < limit && bytes[cursor.at] > 32) cursor.at += 1;
    if (cursor.at === last) return fault('The file ends where a number is expected.');
    return textBetween(bytes, last, cursor.at);
  };
  const whole = (largest: number): number => {
    const text = token();
    const value = Number(text);
    if (!WHOLE_NUMBER.test(text) || Math.abs(value) > largest) return fault(`"${text}" is not a whole number that fits here.`);
    return value;
  };
  return {
    binary: false,
    int: () => whole(MAX_INT),
    size: () => {
      const value = whole(Number.MAX_SAFE_INTEGER);
      return value >= 0 ? value : fault(`${value} is negative where a count or a tag is expected.`);
    },
    double: () => {
      const text = token();
      const value = Number(text);
      return Number.isFinite(value) ? value : fault(`"${text}" is not a finite number.`);
    },
    expect: (count, numbersEach, what) => {
      // A number takes a digit and a separator; the last separator may be missing.
      if (count < 0 || 2 * count * numbersEach > remainingBytes(cursor) + 1) fault(`${count} ${what} are announced, more than the rest of the file can hold.`);
    },
    fault,
  };
}

export interface BinaryLayout {
  littleEndian: boolean;
  /** Bytes of a count or tag: 8 in version 4.1, 4 in 2.2. */
  sizeBytes: 4 | 8;
}

export function binaryNumbers(cursor: ByteCursor, layout: BinaryLayout): NumberSource {
  const { view } = cursor;
  const { littleEndian } = layout;
  let last = cursor.at;
  const fault = (message: string): never => {
    throw fileFault(`byte ${last}`, message);
  };
  const take = (byteCount: number): number => {
    last = cursor.at;
    if (remainingBytes(cursor) < byteCount) return fault('The file ends inside a binary block.');
    cursor.at += byteCount;
    return last;
  };
  return {
    binary: true,
    int: () => view.getInt32(take(4), littleEndian),
    size: () => {
      if (layout.sizeBytes === 4) {
        const small = view.getInt32(take(4), littleEndian);
        return small >= 0 ? small : fault(`${small} is negative where a count or a tag is expected.`);
      }
      const value = Number(view.getBigUint64(take(8), littleEndian));
      return value <= Number.MAX_SAFE_INTEGER ? value : fault(`${value} is too large for a count or a tag; the file is damaged.`);
    },
    double: () => {
      const value = view.getFloat64(take(8), littleEndian);
      return Number.isFinite(value) ? value : fault('A coordinate is not a finite number.');
    },
    expect: (count, numbersEach, what) => {
      if (count < 0 || 4 * count * numbersEach > remainingBytes(cursor)) fault(`${count} ${what} are announced, more than the rest of the file can hold.`);
    },
    fault,
  };
}
