// From results.h5 to what views show.
import { parseProjectText } from '../../src-model/parse';
import type { FiberTable, FiberTrace, Raster, RunResults } from '../../src-model/results';
import type { ByteStore } from './byte-store';
import type { Hdf5Reader } from './read-hdf5';
import { refuseLength } from './refuse-length';
import { readHdf5 } from './read-hdf5';
import { studyTables, thresholdColumns } from './read-study-tables';
import { RESULTS_FORMAT, RESULTS_VERSION, traceUnit } from './results-format';

/** What results.h5 tells; the rest of `RunResults` is in run.json. */
export type StoredResults = Pick<RunResults, 'name' | 'project' | 'fibers' | 'raster' | 'tracedFibers' | 'studies'>;

/** Checks that the file is ours and not from the future. Throws an Error whose message completes "the results cannot be opened: ...". */
function readResultsFile<T>(store: ByteStore, work: (reader: Hdf5Reader) => T): Promise<T> {
  return readHdf5(store, (reader) => {
    if (reader.attribute('', 'format') !== RESULTS_FORMAT) throw new Error('the file was not written by Ranvier.');
    const version = Number(reader.attribute('', 'version'));
    if (!(version <= RESULTS_VERSION)) throw new Error(`they have version ${version}; this program reads up to ${RESULTS_VERSION}. Install a newer one.`);
    return work(reader);
  });
}

/** Rows of the fibres that were to be simulated, as the views number them. */
function simulatedRows(reader: Hdf5Reader): number[] {
  return reader.texts('fibers/status').flatMap((status, row) => (status === 'not-placed' || status === 'in-electrode' ? [] : [row]));
}

function fiberTable(reader: Hdf5Reader, rows: readonly number[], rowCount: number): FiberTable {
  const ofRows = <T>(name: string, values: ArrayLike<T>): T[] => {
    refuseLength(`fibers/${name}`, values.length, rowCount);
    return rows.map((row) => values[row]);
  };
  const numbers = (name: string): number[] => ofRows(name, reader.numbers(`fibers/${name}`));
  const texts = (name: string): string[] => ofRows(name, reader.texts(`fibers/${name}`));
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
  const indexOf = new Map(rows.map((row, index) => [row, index]));
  const [fiber, timeMs, xUm] = ['fiber', 't_ms', 'x_um'].map((name) => reader.numbers(`spikes/${name}`));
  refuseLength('spikes/t_ms', timeMs.length, fiber.length);
  refuseLength('spikes/x_um', xUm.length, fiber.length);
  if (fiber.length === 0) return null;
  const indexed = Uint32Array.from(fiber, (row, spike) => {
    const index = indexOf.get(row);
    if (index === undefined) throw new Error(`"spikes/fiber", entry ${spike}, names row ${row}, which is no simulated fibre; the file is damaged.`);
    return index;
  });
  return { fiber: indexed, timeMs, xUm };
}

/** Everything but the traces. Throws an Error with the reason when the file is damaged. */
export function storedResults(store: ByteStore): Promise<StoredResults> {
  return readResultsFile(store, (reader) => {
    const { project } = parseProjectText(reader.text('project'));
    const rows = simulatedRows(reader);
    const ids = reader.texts('fibers/id');
    const studies = studyTables(reader);
    const fibers = fiberTable(reader, rows, ids.length);
    return {
      name: project.name,
      project,
      fibers: { ...fibers, columns: [...thresholdColumns(studies, fibers.ids), ...fibers.columns] },
      studies,
      raster: raster(reader, rows),
      tracedFibers: reader.names('traces').map(Number).sort((a, b) => a - b).map((row) => {
        if (ids[row] === undefined) throw new Error(`The group "traces" names row ${row}, which is not in the fibre table; the file is damaged.`);
        return ids[row];
      }),
    };
  });
}

/** The traces of one fibre; none when they were not recorded. */
export function storedTraces(store: ByteStore, fiberId: string): Promise<FiberTrace[]> {
  return readResultsFile(store, (reader) => {
    const row = reader.texts('fibers/id').indexOf(fiberId);
    return reader.names(`traces/${row}`).map((quantity): FiberTrace => {
      const at = `traces/${row}/${quantity}`;
      const xUm = reader.numbers(`${at}/x_um`);
      const [positions, sampleCount] = reader.shape(`${at}/values`);
      refuseLength(`${at}/values`, positions, xUm.length);
      const sampleMs = Number(reader.attribute(at, 'sample_ms'));
      if (!(sampleMs >= 0) || sampleCount === undefined) throw new Error(`The traces in "${at}" have no samples or no step between them; the file is damaged.`);
      return { quantity, unit: traceUnit(quantity), xUm, sampleCount, sampleMs, values: reader.values(`${at}/values`) };
    });
  });
}
