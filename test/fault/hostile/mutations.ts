// Damage to valid files: bytes, words and lines changed, removed, repeated, moved, cut off.
import fc from 'fast-check';

/** Without bias: otherwise most damage would be at the very beginning. */
const position = fc.noBias(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }));

/** Words that readers of numbers and names have stumbled over. */
const HOSTILE_WORDS = [
  '', '0', '-0', '-1', '1e308', '-1e308', '1e-320', '1e999', 'NaN', 'nan', 'Infinity', '-Infinity', '2147483647', '2147483648', '-2147483649', '4294967296', '9007199254740993',
  '99999999999999999999999999', '0x10', '1,5', '1_000', '١٢', '"', '""', "'", '=cmd()', '../../x', 'C:\\x', 'CON', '\0', '\u2028', '\uFEFF', '\uD800', '#', ';', '{', '}', '[', '$', '$End',
  '__proto__', 'constructor', 'a'.repeat(5000), '9'.repeat(5000), ' '.repeat(5000), '\n'.repeat(2000), ',,,,,,,,,,,,,,,,',
];

type TextDamage = (text: string) => string;

const wordAt = (text: string, share: number): [from: number, to: number] => {
  const words = [...text.matchAll(/[^\s,;=:]+/g)];
  if (words.length === 0) return [0, 0];
  const found = words[Math.floor(share * words.length)];
  return [found.index, found.index + found[0].length];
};
const at = (text: string, share: number): number => Math.floor(share * (text.length + 1));

const textDamage: fc.Arbitrary<TextDamage> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(position, fc.constantFrom(...HOSTILE_WORDS)).map(([share, word]): TextDamage => (text) => { const [from, to] = wordAt(text, share); return text.slice(0, from) + word + text.slice(to); }) },
  { weight: 2, arbitrary: fc.tuple(position, fc.string({ unit: 'binary', maxLength: 6 })).map(([share, inserted]): TextDamage => (text) => text.slice(0, at(text, share)) + inserted + text.slice(at(text, share))) },
  { weight: 2, arbitrary: fc.tuple(position, fc.nat({ max: 40 })).map(([share, count]): TextDamage => (text) => text.slice(0, at(text, share)) + text.slice(at(text, share) + count)) },
  { weight: 1, arbitrary: position.map((share): TextDamage => (text) => text.slice(0, at(text, share))) },
  { weight: 1, arbitrary: fc.tuple(position, position).map(([share, end]): TextDamage => (text) => { const from = at(text, share); return text + text.slice(from, from + at(text.slice(from), end)); }) },
);

/** A text with one to four kinds of damage. */
export const damagedText = (texts: readonly string[]): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom(...texts), fc.array(textDamage, { minLength: 1, maxLength: 4 })).map(([text, damages]) => damages.reduce((damaged, damage) => damage(damaged), text));

type ByteDamage = (bytes: Uint8Array) => Uint8Array;

const HOSTILE_NUMBERS = [0n, 1n, 2n, 0x7fn, 0xffn, 0x7fffn, 0x7fffffffn, 0xffffffffn, 0x7fffffffffffffffn, 0xffffffffffffffffn, 1n << 53n, 0x7ff0000000000000n, 0x7ff8000000000001n];

const byteDamage = (anchors: readonly number[]): fc.Arbitrary<ByteDamage> => {
  // What governs a file of blocks lies behind their signatures.
  const place = fc.oneof(position.map((share) => (bytes: Uint8Array) => Math.floor(share * bytes.length)), ...(anchors.length > 0
    ? [fc.noBias(fc.tuple(fc.constantFrom(...anchors), fc.nat({ max: 96 }))).map(([anchor, offset]) => (bytes: Uint8Array) => Math.min(bytes.length - 1, anchor + offset))] : []));
  const writing = (where: (bytes: Uint8Array) => number, put: Uint8Array): ByteDamage => (bytes) => {
    const copy = bytes.slice();
    const from = Math.max(0, where(bytes));
    copy.set(put.subarray(0, Math.max(0, copy.length - from)), from);
    return copy;
  };
  return fc.oneof(
    { weight: 4, arbitrary: fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 4 })).map(([where, put]) => writing(where, put)) },
    { weight: 3, arbitrary: fc.tuple(place, fc.constantFrom(...HOSTILE_NUMBERS), fc.constantFrom(1, 2, 4, 8)).map(([where, value, size]) => writing(where, new Uint8Array(BigUint64Array.of(value).buffer, 0, size))) },
    { weight: 1, arbitrary: fc.tuple(place, place, fc.nat({ max: 200 })).map(([where, source, count]): ByteDamage => (bytes) => writing(where, bytes.slice(source(bytes), source(bytes) + count))(bytes)) },
    { weight: 1, arbitrary: fc.tuple(place, fc.nat({ max: 64 })).map(([where, count]): ByteDamage => (bytes) => Uint8Array.from([...bytes.subarray(0, where(bytes)), ...bytes.subarray(where(bytes) + count)])) },
    { weight: 1, arbitrary: place.map((where): ByteDamage => (bytes) => bytes.slice(0, where(bytes))) },
  );
};

/** Bytes with one to three kinds of damage; `anchorsOf` finds the places that matter most. */
export const damagedBytes = (files: readonly Uint8Array[], anchorsOf: (bytes: Uint8Array) => number[] = () => []): fc.Arbitrary<Uint8Array> =>
  fc.constantFrom(...files).chain((bytes) => fc.array(byteDamage(anchorsOf(bytes)), { minLength: 1, maxLength: 3 }).map((damages) => damages.reduce((damaged, damage) => damage(damaged), bytes)));

/** A value put at a place of a JSON text, or what is there removed. */
export function damagedJson(value: unknown, choice: number, replacement: unknown, remove: boolean): unknown {
  if (typeof value !== 'object' || value === null) return replacement;
  const keys = Object.keys(value);
  if (keys.length === 0) return replacement;
  const share = choice * keys.length;
  const key = keys[Math.floor(share)];
  const child = (value as Record<string, unknown>)[key];
  const deeper = typeof child === 'object' && child !== null && (share * 7) % 1 > 0.1;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string, unknown>;
  if (deeper) copy[key] = damagedJson(child, (share * 13) % 1, replacement, remove);
  else if (remove) Reflect.deleteProperty(copy, key);
  else copy[key] = replacement;
  return copy;
}

export const hostileValue = fc.oneof(
  fc.constantFrom<unknown>(null, true, '', 'x', 'circle', [], {}, -1, 0, 1e-300, 1e300, -1e300, 0.5, 2 ** 53, '__proto__', [[]], [[0, 0], [0, 0], [0, 0]], { kind: 'polygon', verticesUm: [[0, 0], [1, 1], [2, 2]] }),
  fc.jsonValue(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
export const jsonPlace = position;
