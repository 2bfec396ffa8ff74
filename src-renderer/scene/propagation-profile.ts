// Recorded quantities at one instant as colours along the traced fibres in the 3-D scene.
import { SEQUENTIAL } from '../../src-model/figures/palette';
import type { FiberTable, FiberTrace } from '../../src-model/results';
import type { FiberProfile } from './stage/fiber-layer';

const SAMPLES = 128;

/** Value at x between the recorded places; the nearest one beyond the ends. */
function along(trace: FiberTrace, sample: number, lengthUm: number, out: Float32Array, offset: number): void {
  let above = 0;
  for (let k = 0; k < SAMPLES; k++) {
    const x = (k / (SAMPLES - 1)) * lengthUm;
    while (above < trace.xUm.length - 1 && trace.xUm[above] < x) above++;
    const below = Math.max(0, above - 1);
    const span = trace.xUm[above] - trace.xUm[below];
    const part = span > 0 ? Math.min(1, Math.max(0, (x - trace.xUm[below]) / span)) : 0;
    out[offset + k] = trace.values[below * trace.sampleCount + sample] * (1 - part) + trace.values[above * trace.sampleCount + sample] * part;
  }
}

/**
 * The profile of `fiberId` at the sample `sample` of its trace; all other fibres keep their own colours (NaN). `lengthUm`: of the scene.
 * `range`: of the whole trace, so that colours mean the same at every instant.
 */
export function propagationProfile(table: FiberTable, fiberId: string, trace: FiberTrace, sample: number, lengthUm: number, range: { min: number; max: number }): FiberProfile {
  const values = new Float32Array(table.count * SAMPLES).fill(NaN);
  const row = table.ids.indexOf(fiberId);
  if (row >= 0) along(trace, sample, lengthUm, values, row * SAMPLES);
  return { title: `${trace.quantity} of ${fiberId}`, unit: trace.unit, sampleCount: SAMPLES, values, ...range, stops: SEQUENTIAL };
}

/** Instants kept of a recording: more than an animation of eight seconds can show. */
const MOST_INSTANTS = 400;

/** Recordings of several fibres, thinned to what a picture shows. values[(fiber * instants + t) * SAMPLES + k]; rows: in the fibre table. */
export interface Frames {
  rows: Int32Array;
  instants: number;
  durationMs: number;
  min: number;
  max: number;
  values: Float32Array;
}

/** Beyond these a membrane follows the stimulus itself, a hundred times as strong: it would leave action potentials without contrast. */
const SHOWN_MV = { min: -100, max: 50 };

/** Null without any recording. Fibres may be recorded over different times: the longest counts, the others stay at their last value. */
export function framesOf(table: FiberTable, traces: readonly { id: string; trace: FiberTrace }[], lengthUm: number): Frames | null {
  const known = traces.flatMap(({ id, trace }) => (table.ids.includes(id) && trace.sampleCount > 0 ? [{ row: table.ids.indexOf(id), trace }] : []));
  if (known.length === 0) return null;
  const instants = Math.min(MOST_INSTANTS, Math.max(...known.map(({ trace }) => trace.sampleCount)));
  const durationMs = Math.max(...known.map(({ trace }) => trace.sampleCount * trace.sampleMs));
  const values = new Float32Array(known.length * instants * SAMPLES);
  known.forEach(({ trace }, fiber) => {
    for (let t = 0; t < instants; t++) {
      const sample = Math.min(trace.sampleCount - 1, Math.floor((t * durationMs) / instants / trace.sampleMs));
      along(trace, sample, lengthUm, values, (fiber * instants + t) * SAMPLES);
    }
  });
  let [min, max] = [Infinity, -Infinity];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return { rows: Int32Array.from(known, ({ row }) => row), instants, durationMs, min: Math.max(min, SHOWN_MV.min), max: Math.min(max, SHOWN_MV.max), values };
}

/** The instant `timeMs` as colours along the recorded fibres; the others keep their own. */
export function frameProfile(table: FiberTable, { rows, instants, durationMs, min, max, values }: Frames, timeMs: number): FiberProfile {
  const t = Math.min(instants - 1, Math.max(0, Math.floor((timeMs / durationMs) * instants)));
  const now = new Float32Array(table.count * SAMPLES).fill(NaN);
  rows.forEach((row, fiber) => now.set(values.subarray((fiber * instants + t) * SAMPLES, (fiber * instants + t + 1) * SAMPLES), row * SAMPLES));
  return { title: 'Membrane potential', unit: 'mV', sampleCount: SAMPLES, values: now, min, max, stops: SEQUENTIAL };
}

/** The rows of the table with these ids: nothing then hides the traced fibres. */
export function onlyFibers(table: FiberTable, ids: readonly string[]): FiberTable {
  const wanted = new Set(ids);
  const rows = table.ids.flatMap((id, row) => (wanted.has(id) ? [row] : []));
  const pick = <T extends { length: number; [row: number]: number }>(from: T, to: T): T => {
    rows.forEach((row, k) => { to[k] = from[row]; });
    return to;
  };
  const numbers = (values: Float64Array): Float64Array => pick(values, new Float64Array(rows.length));
  return {
    count: rows.length,
    fascicles: table.fascicles,
    ids: rows.map((row) => table.ids[row]),
    fascicle: pick(table.fascicle, new Uint16Array(rows.length)),
    myelinated: pick(table.myelinated, new Uint8Array(rows.length)),
    diameterUm: numbers(table.diameterUm),
    yUm: numbers(table.yUm),
    zUm: numbers(table.zUm),
    recruited: pick(table.recruited, new Int8Array(rows.length)),
    columns: table.columns.map((column) => ({ ...column, values: numbers(column.values) })),
  };
}
