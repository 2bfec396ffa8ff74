// Random streams keyed by what they are for, (seed, fascicle, axon ...), never by the order in which workers get to them.
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

export interface RandomStream {
  /** Uniform on [0, 1), multiples of 2^-53. */
  uniform(): number;
  /** Normal with mean 0 and standard deviation 1 (Box & Muller 1958). */
  normal(): number;
}

/** The stream of one key. Equal keys give equal streams on every machine; different keys are independent for all practical purposes. */
export function keyedStream(...key: readonly (string | number)[]): RandomStream {
  // Each part carries its length, so that ("ab", "c") and ("a", "bc") differ.
  const text = key.map((part) => `${typeof part} ${String(part).length} ${part};`).join('');
  const state: number[] = [0, 1, 2, 3].map((lane) => murmur3(text, Math.imul(lane + 1, 0x9e3779b9)));
  if (!state.some((word) => word !== 0)) state[0] = 1;
  const generator = xoroshiro128plusFromState(state);
  const uniform = (): number => uniformFloat64(generator);
  let spare: number | null = null;
  const normal = (): number => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
  return { uniform, normal };
}

/** A seed for a part of the project: 32 bits, decided by the key alone. */
export function keyedSeed(...key: readonly (string | number)[]): number {
  return Math.floor(keyedStream(...key).uniform() * 2 ** 32);
}

/** MurmurHash3, 32 bit (Appleby, public domain), over UTF-16 code units. */
function murmur3(text: string, seed: number): number {
  let hash = seed | 0;
  for (let index = 0; index < text.length; index++) {
    const mixed = Math.imul(rotateLeft(Math.imul(text.charCodeAt(index), 0xcc9e2d51), 15), 0x1b873593);
    hash = (Math.imul(rotateLeft(hash ^ mixed, 13), 5) + 0xe6546b64) | 0;
  }
  hash ^= text.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
