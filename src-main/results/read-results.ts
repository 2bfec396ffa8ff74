// Opening a results folder, of this run or of one made years ago: results.h5 for the numbers, run.json for what concerns the run.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { parseProjectText } from '../../src-model/parse';
import type { FiberTable, FiberTrace, Raster, RunResults } from '../../src-model/results';
import type { Hdf5Reader } from './hdf5';
import { readHdf5 } from './hdf5';
import { RESULTS_FORMAT, RESULTS_VERSION, traceUnit } from './results-layout';

export const RESULTS_FILE = 'results.h5';
export const RECORD_FILE = 'run.json';

/** The part of run.json that is needed to show results; the rest is for people. */
const recordSchema = z.object({
  finishedAt: z.string().default(''),
  phases: z.array(z.object({ phase: z.string(), seconds: z.number() })).default([]),
  warnings: z.array(z.object({ where: z.string(), message: z.string() })).default([]),
}).prefault({});

export class ResultsError extends Error {
  constructor(folder: string, reason: string, cause?: unknown) {
    super(`The results in ${folder} cannot be opened: ${reason}`, { cause });
    this.name = 'ResultsError';
  }
}

async function withResults<T>(folder: string, work: (reader: Hdf5Reader) => T): Promise<T> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path.join(folder, RESULTS_FILE));
  } catch (error) {
    throw new ResultsError(folder, `there is no readable ${RESULTS_FILE}. Choose a folder that a run has written.`, error);
  }
  try {
    return await readHdf5(bytes, (reader) => {
      if (reader.attribute('', 'format') !== RESULTS_FORMAT) throw new ResultsError(folder, `${RESULTS_FILE} was not written by Ranvier.`);
      const version = Number(reader.attribute('', 'version'));
      if (version > RESULTS_VERSION) throw new ResultsError(folder, `they have version ${version}; this program reads up to ${RESULTS_VERSION}. Install a newer one.`);
      return work(reader);
    });
  } catch (error) {
    throw error instanceof ResultsError ? error : new ResultsError(folder, `${RESULTS_FILE} is damaged (${error instanceof Error ? error.message : String(error)}).`, error);
  }
}

/** Rows of placed fibres, as the views number them. */
function placedRows(reader: Hdf5Reader): number[] {
  return Array.from(reader.numbers('fibers/placed')).flatMap((placed, row) => (placed === 1 ? [row] : []));
}

function fiberTable(reader: Hdf5Reader, rows: readonly number[]): FiberTable {
  const numbers = (name: string): number[] => {
    const values = reader.numbers(`fibers/${name}`);
    return rows.map((row) => values[row]);
  };
  const texts = (name: string): string[] => {
    const values = reader.texts(`fibers/${name}`);
    return rows.map((row) => values[row]);
  };
  const fascicleOf = texts('fascicle');
  const fascicles = [...new Set(fascicleOf)];
  const extra = (key: string, title: string, unit: string, name: string): FiberTable['columns'][number] =>
    ({ key, title, unit, values: Float64Array.from(numbers(name)) });
  return {
    count: rows.length,
    fascicles,
    ids: texts('id'),
    fascicle: Uint16Array.from(fascicleOf, (name) => fascicles.indexOf(name)),
    myelinated: Uint8Array.from(numbers('myelinated')),
    diameterUm: Float64Array.from(numbers('diameter_um')),
    yUm: Float64Array.from(numbers('y_um')),
    zUm: Float64Array.from(numbers('z_um')),
    recruited: Int8Array.from(numbers('recruited')),
    columns: [
      extra('spikeCount', 'Spikes', '', 'spike_count'),
      extra('firstSpikeXUm', 'First spike, position', 'um', 'first_spike_x_um'),
      extra('firstSpikeTimeMs', 'First spike, time', 'ms', 'first_spike_t_ms'),
      extra('nodeShift', 'Node shift', '', 'node_shift'),
    ],
  };
}

function raster(reader: Hdf5Reader, rows: readonly number[]): Raster | null {
  const placed = new Map(rows.map((row, index) => [row, index]));
  const fiber = reader.numbers('spikes/fiber');
  if (fiber.length === 0) return null;
  return { fiber: Uint32Array.from(fiber, (row) => placed.get(row) ?? 0), timeMs: reader.numbers('spikes/t_ms'), xUm: reader.numbers('spikes/x_um') };
}

/** Everything but the traces. Throws `ResultsError`. */
export async function readResults(folder: string): Promise<RunResults> {
  const text = await readFile(path.join(folder, RECORD_FILE), 'utf8').catch(() => '{}');
  const record = await Promise.resolve().then(() => recordSchema.parse(JSON.parse(text))).catch(() => recordSchema.parse({}));
  return withResults(folder, (reader) => {
    const { project } = parseProjectText(reader.text('project'));
    const rows = placedRows(reader);
    const ids = reader.texts('fibers/id');
    return {
      name: project.name,
      project,
      finishedAt: record.finishedAt,
      fibers: fiberTable(reader, rows),
      raster: raster(reader, rows),
      tracedFibers: reader.names('traces').map(Number).sort((a, b) => a - b).map((row) => ids[row]),
      studies: [],
      phases: record.phases.map(({ phase, seconds }) => ({ name: phase, seconds })),
      warnings: record.warnings.map(({ where, message }) => `${where}: ${message}`),
    };
  });
}

/** The traces of one fibre; none when they were not recorded. Throws `ResultsError`. */
export function readTraces(folder: string, fiberId: string): Promise<FiberTrace[]> {
  return withResults(folder, (reader) => {
    const row = reader.texts('fibers/id').indexOf(fiberId);
    return reader.names(`traces/${row}`).map((quantity): FiberTrace => {
      const at = `traces/${row}/${quantity}`;
      return {
        quantity,
        unit: traceUnit(quantity),
        xUm: reader.numbers(`${at}/x_um`),
        sampleCount: reader.shape(`${at}/values`)[1],
        sampleMs: Number(reader.attribute(at, 'sample_ms')),
        values: reader.values(`${at}/values`),
      };
    });
  });
}
