// A recorded quantity at one instant as colours along the traced fibre in the 3-D scene.
import { SEQUENTIAL } from '../../src-model/figures/palette';
import type { FiberTable, FiberTrace } from '../../src-model/results';
import type { FiberProfile } from './stage/fiber-layer';

const SAMPLES = 128;

/**
 * The profile of `fiberId` at the sample `sample` of its trace; all other fibres keep their own colours (NaN). `lengthUm`: of the scene.
 * `range`: of the whole trace, so that colours mean the same at every instant.
 */
export function propagationProfile(table: FiberTable, fiberId: string, trace: FiberTrace, sample: number, lengthUm: number, range: { min: number; max: number }): FiberProfile {
  const values = new Float32Array(table.count * SAMPLES).fill(NaN);
  const row = table.ids.indexOf(fiberId);
  if (row >= 0) {
    let above = 0;
    for (let k = 0; k < SAMPLES; k++) {
      const x = (k / (SAMPLES - 1)) * lengthUm;
      while (above < trace.xUm.length - 1 && trace.xUm[above] < x) above++;
      const below = Math.max(0, above - 1);
      const span = trace.xUm[above] - trace.xUm[below];
      const part = span > 0 ? Math.min(1, Math.max(0, (x - trace.xUm[below]) / span)) : 0;
      values[row * SAMPLES + k] = trace.values[below * trace.sampleCount + sample] * (1 - part) + trace.values[above * trace.sampleCount + sample] * part;
    }
  }
  return { title: `${trace.quantity} of ${fiberId}`, unit: trace.unit, sampleCount: SAMPLES, values, ...range, stops: SEQUENTIAL };
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
