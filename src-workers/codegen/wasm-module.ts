// Writes WebAssembly modules byte by byte (core specification 2.0, section 5): LEB128, sections, function bodies.
// Only what the fibre kernels need: one imported memory, exported functions, no tables, no globals.

export type ValueType = 'i32' | 'f32' | 'f64' | 'v128';

const TYPE_CODE: Record<ValueType, number> = { i32: 0x7f, f32: 0x7d, f64: 0x7c, v128: 0x7b };
const SECTION = { type: 1, import: 2, function: 3, export: 7, code: 10 } as const;
const FUNCTION_TYPE = 0x60;
const EXTERNAL_FUNCTION = 0;
const EXTERNAL_MEMORY = 2;
const END = 0x0b;

export interface WasmFunction {
  name: string;
  params: readonly ValueType[];
  /** Types of the locals after the parameters. */
  locals: readonly ValueType[];
  /** Instructions, without the final `end`. */
  body: readonly number[];
}

/** Unsigned LEB128 of a whole number below 2^32. */
export function unsignedLeb(value: number): number[] {
  const bytes: number[] = [];
  let rest = value >>> 0;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

/** Signed LEB128 of a 32-bit integer. */
export function signedLeb(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    if ((rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)) {
      bytes.push(low);
      return bytes;
    }
    bytes.push(low | 0x80);
  }
}

const text = (value: string): number[] => {
  const bytes = [...new TextEncoder().encode(value)];
  return [...unsignedLeb(bytes.length), ...bytes];
};
const vector = (items: readonly number[][]): number[] => [...unsignedLeb(items.length), ...items.flat()];

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsignedLeb(content.length), ...content];
}

/** Locals as (count, type) runs. */
function localRuns(types: readonly ValueType[]): number[][] {
  const runs: { type: ValueType; count: number }[] = [];
  for (const type of types) {
    const last = runs.at(-1);
    if (last?.type === type) last.count++;
    else runs.push({ type, count: 1 });
  }
  return runs.map(({ type, count }) => [...unsignedLeb(count), TYPE_CODE[type]]);
}

/** A module that imports `env.memory` and exports every function under its name. Function i may call function j by its place in the list. */
export function encodeModule(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ params }) => [FUNCTION_TYPE, ...vector(params.map((p) => [TYPE_CODE[p]])), 0]);
  const memory = [...text('env'), ...text('memory'), EXTERNAL_MEMORY, 0, ...unsignedLeb(1)];
  const bodies = functions.map(({ locals, body }) => {
    const header = vector(localRuns(locals));
    return { header, body, size: header.length + body.length + 1 };
  });
  const head = [
    0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00,
    ...section(SECTION.type, vector(types)),
    ...section(SECTION.import, vector([memory])),
    ...section(SECTION.function, vector(functions.map((_, index) => unsignedLeb(index)))),
    ...section(SECTION.export, vector(functions.map(({ name }, index) => [...text(name), EXTERNAL_FUNCTION, ...unsignedLeb(index)]))),
  ];
  const count = unsignedLeb(bodies.length);
  const codeSize = bodies.reduce((sum, { size }) => sum + unsignedLeb(size).length + size, count.length);
  const bytes = new Uint8Array(head.length + 1 + unsignedLeb(codeSize).length + codeSize);
  let at = 0;
  const put = (part: readonly number[]): void => {
    bytes.set(part, at);
    at += part.length;
  };
  put(head);
  put([SECTION.code, ...unsignedLeb(codeSize), ...count]);
  for (const { header, body, size } of bodies) {
    put(unsignedLeb(size));
    put(header);
    put(body);
    put([END]);
  }
  return bytes;
}
