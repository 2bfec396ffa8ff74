// Traces as CSV: one file per fibre and quantity, a line per sample, a column per position. Documented in docs/results.md.
import { csvNumber } from '../../src-model/tables/csv-text';
import type { FiberResult, Trace } from '../../src-workers/fiber/request';
import type { RunData } from '../run/run-data';
import { type TraceSpool, valuesOf } from '../run/trace-spool';

export interface TraceFile {
  /** Path below the results folder: traces/<row of the fibre table>-<quantity>.csv. */
  name: string;
  contents: Uint8Array;
}

/** Lines that are made into bytes together: a long trace is larger than the longest text. */
const LINES_PER_PIECE = 4096;

/** The files that `simulation.record.csv` asks for, one at a time: together they may be larger than the memory. */
export function* traceFiles({ project, fibers, results }: Pick<RunData, 'project' | 'fibers' | 'results'>, spool: TraceSpool | null): Generator<TraceFile> {
  const { csv = 'single-fibers' } = project.simulation.record;
  if (csv === 'none') return;
  for (const [row, result] of results.entries()) {
    if (!result || (csv === 'single-fibers' && fibers.fascicle[row] >= 0)) continue;
    for (const trace of result.traces) yield { name: `traces/${row}-${trace.quantity}.csv`, contents: traceCsv({ ...trace, values: valuesOf(trace, spool) }, result.sampleMs) };
  }
}

/** Headed by "t_ms" and the positions in um. Values in full precision. */
export function traceCsv({ xUm, sampleCount, values }: Trace, sampleMs: FiberResult['sampleMs']): Uint8Array {
  const encoder = new TextEncoder();
  const pieces: Uint8Array[] = [];
  let lines = [['t_ms', ...Array.from(xUm, summedText)].join(',')];
  for (let sample = 0; sample < sampleCount; sample++) {
    const cells = [summedText(sample * sampleMs)];
    for (let at = sample; at < values.length; at += sampleCount) cells.push(csvNumber(values[at]));
    lines.push(cells.join(','));
    if (lines.length < LINES_PER_PIECE && sample + 1 < sampleCount) continue;
    pieces.push(encoder.encode(`${lines.join('\r\n')}\r\n`));
    lines = [];
  }
  return Buffer.concat(pieces);
}

/** Times and positions, which are products and sums, without their last digits: 0.015, not 0.015000000000000001. */
const summedText = (value: number): string => csvNumber(Number(value.toPrecision(12)));
