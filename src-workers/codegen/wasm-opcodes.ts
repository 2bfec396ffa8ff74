// The WebAssembly instructions that the kernels use, by name (core specification 2.0, section 5.4).
import { unsignedLeb } from './wasm-module';

export const CORE = {
  block: 0x02, loop: 0x03, if: 0x04, else: 0x05, end: 0x0b, br: 0x0c, brIf: 0x0d, call: 0x10,
  localGet: 0x20, localSet: 0x21, localTee: 0x22,
  i32Load: 0x28, i32Const: 0x41, i32Eqz: 0x45, i32Ne: 0x47, i32LtS: 0x48, i32LtU: 0x49, i32Add: 0x6a, i32Sub: 0x6b, i32Mul: 0x6c, i32And: 0x71, i32Shl: 0x74, i32ShrU: 0x76,
} as const;

/** Floating-point numbers of 64 or of 32 bits. */
export type Precision = 'f64' | 'f32';

/** Bytes of a number, and the scalar instructions on it. */
export const SCALAR = {
  f64: { bytes: 8, load: 0x2b, store: 0x39, constant: 0x44, add: 0xa0, sub: 0xa1, mul: 0xa2 },
  f32: { bytes: 4, load: 0x2a, store: 0x38, constant: 0x43, add: 0x92, sub: 0x93, mul: 0x94 },
} as const;

/** Bytes of one SIMD vector, and the name of its form. */
export const VECTOR_BYTES = 16;
export const VECTOR_OF = { f64: 'f64x2', f32: 'f32x4' } as const;

/** Block type of a block without a result. */
export const VOID_BLOCK = 0x40;

const SIMD_PREFIX = 0xfd;

const SIMD = {
  'v128.load': 0x00, 'v128.store': 0x0b, 'v128.load64_splat': 0x0a, 'v128.load32_splat': 0x09, 'i8x16.shuffle': 0x0d,
  'f32x4.splat': 0x13, 'f64x2.splat': 0x14, 'i32x4.extract_lane': 0x1b, 'f32x4.extract_lane': 0x1f, 'f64x2.extract_lane': 0x21,
  'v128.and': 0x4e, 'v128.andnot': 0x4f, 'v128.or': 0x50, 'v128.xor': 0x51, 'v128.bitselect': 0x52,
  'i32x4.shl': 0xab, 'i32x4.shr_u': 0xad, 'i32x4.add': 0xae, 'i32x4.sub': 0xb1,
  'i64x2.shl': 0xcb, 'i64x2.shr_u': 0xcd, 'i64x2.add': 0xce, 'i64x2.sub': 0xd1,
  'f32x4.lt': 0x43, 'f32x4.nearest': 0x6a, 'f32x4.abs': 0xe0, 'f32x4.neg': 0xe1, 'f32x4.sqrt': 0xe3,
  'f32x4.add': 0xe4, 'f32x4.sub': 0xe5, 'f32x4.mul': 0xe6, 'f32x4.div': 0xe7, 'f32x4.min': 0xe8, 'f32x4.max': 0xe9, 'f32x4.pmin': 0xea, 'f32x4.pmax': 0xeb,
  'f64x2.lt': 0x49, 'f64x2.nearest': 0x94, 'f64x2.abs': 0xec, 'f64x2.neg': 0xed, 'f64x2.sqrt': 0xef,
  'f64x2.add': 0xf0, 'f64x2.sub': 0xf1, 'f64x2.mul': 0xf2, 'f64x2.div': 0xf3, 'f64x2.min': 0xf4, 'f64x2.max': 0xf5, 'f64x2.pmin': 0xf6, 'f64x2.pmax': 0xf7,
} as const;

export type SimdName = keyof typeof SIMD;

/** Bytes of a SIMD instruction, without its immediates. */
export const simd = (name: SimdName): number[] => [SIMD_PREFIX, ...unsignedLeb(SIMD[name])];
