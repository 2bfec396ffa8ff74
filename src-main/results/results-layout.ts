// The layout of results.h5 (documented in docs/results.md): run data -> tree. No times of day and nothing of the machine: equal
// inputs give equal bytes.
import type { RunData, RunResult, StoredTrace } from '../run/run-data';
import { recruitedOf, statusOf } from '../run/run-data';
import { studiesGroup } from './study-tables';
import type { AttributeValue, Hdf5Data, Hdf5Group, Hdf5Node } from '../../src-workers/report/write-hdf5';
import { RESULTS_FORMAT, RESULTS_VERSION, traceUnit } from '../../src-workers/report/results-format';

const group = (name: string, children: Hdf5Node[], attributes?: Record<string, AttributeValue>): Hdf5Group => ({ kind: 'group', name, children, attributes });
const column = (name: string, data: Hdf5Data, unit?: string, meaning?: string): Hdf5Node => ({
  kind: 'dataset', name, data,
  attributes: { ...(unit === undefined ? {} : { unit }), ...(meaning === undefined ? {} : { meaning }) },
});

function fiberGroup(data: RunData): Hdf5Group {
  const { fibers, results } = data;
  const rows = Array.from({ length: fibers.count }, (_, row) => row);
  const decided = (row: number): RunResult | null => (statusOf(data, row) === 'simulated' ? results[row] : null);
  return group('fibers', [
    column('id', fibers.ids),
    column('fascicle', rows.map((row) => (fibers.fascicle[row] < 0 ? '' : fibers.fascicles[fibers.fascicle[row]])), undefined, 'name of the fascicle; empty for fibres given one by one'),
    column('axon', fibers.axon, undefined, 'index within the population of the fascicle'),
    column('myelinated', fibers.myelinated),
    column('diameter_um', fibers.diameterUm, 'um', 'outside of the myelin'),
    column('y_um', fibers.yUm, 'um', 'NaN when not placed'),
    column('z_um', fibers.zUm, 'um', 'NaN when not placed'),
    column('node_shift', fibers.nodeShift, '1', 'shift of the first node in internodal lengths'),
    column('placed', fibers.placed, undefined, '1 when the fibre has a position'),
    column('status', rows.map((row) => statusOf(data, row)), undefined, 'simulated, failed, not-run (cancelled before it), in-electrode or not-placed'),
    column('recruited', recruitedOf(data), undefined, '1 yes, 0 no, -1 not decided'),
    column('spike_count', Int32Array.from(rows, (row) => decided(row)?.spikeTimeMs.length ?? 0)),
    column('first_spike_x_um', Float64Array.from(rows, (row) => decided(row)?.firstSpikeXUm ?? NaN), 'um'),
    column('first_spike_t_ms', Float64Array.from(rows, (row) => decided(row)?.firstSpikeTimeMs ?? NaN), 'ms'),
    column('error', rows.map((row) => results[row]?.error ?? '')),
  ]);
}

/** Ragged lists as flat arrays: the fibre of every entry beside the entry. */
function spikeGroup({ fibers, results }: RunData): Hdf5Group {
  const flat = (valuesOf: (result: RunResult) => Float64Array): { fiber: Int32Array; values: Float64Array } => {
    const lists = Array.from({ length: fibers.count }, (_, row) => (results[row] ? valuesOf(results[row]) : new Float64Array(0)));
    const fiber = new Int32Array(lists.reduce((sum, list) => sum + list.length, 0));
    const values = new Float64Array(fiber.length);
    let at = 0;
    lists.forEach((list, row) => {
      fiber.fill(row, at, at + list.length);
      values.set(list, at);
      at += list.length;
    });
    return { fiber, values };
  };
  const times = flat((result) => result.spikeTimeMs);
  const starts = flat((result) => result.startSpikeTimesMs);
  const ends = flat((result) => result.endSpikeTimesMs);
  return group('spikes', [
    column('fiber', times.fiber, undefined, 'row of the fibre table'),
    column('t_ms', times.values, 'ms'),
    column('x_um', flat((result) => result.spikeXUm).values, 'um'),
    column('start_fiber', starts.fiber, undefined, 'row of the fibre table'),
    column('start_t_ms', starts.values, 'ms', 'spikes seen at the first recorded position'),
    column('end_fiber', ends.fiber, undefined, 'row of the fibre table'),
    column('end_t_ms', ends.values, 'ms', 'spikes seen at the last recorded position'),
  ]);
}

function stimulationGroup({ contacts, drives }: RunData): Hdf5Group {
  return group('stimulation', [
    column('contact', contacts, undefined, 'order of the contacts everywhere in this file'),
    ...drives.flatMap((drive, index): Hdf5Node[] => (drive ? [group(String(index), [
      column('t_ms', drive.timeMs, 'ms', 'each value holds until the next time, the last one to the end'),
      column('current_ua', drive.valueUa, 'uA', 'negative is cathodic'),
    ], { contact: contacts[index] })] : [])),
  ]);
}

function footprintGroup({ footprints, rows }: RunData): Hdf5Group[] {
  if (!footprints) return [];
  const { offsets, xUm, perContact } = footprints;
  return [group('footprints', [
    column('fiber', rows, undefined, 'row of the fibre table'),
    column('offset', offsets, undefined, 'entry k of "fiber" owns the compartments offset[k] .. offset[k + 1]'),
    column('x_um', xUm, 'um', 'compartment centres'),
    { kind: 'matrix', name: 'potential_mv_per_ma', rows: perContact, columns: xUm.length, attributes: { unit: 'mV/mA', meaning: 'contact x compartment' } },
  ])];
}

function traceNode(trace: StoredTrace, sampleMs: number): Hdf5Group {
  return group(trace.quantity, [
    column('x_um', trace.xUm, 'um'),
    { kind: 'dataset', name: 'values', data: trace.values, shape: [trace.xUm.length, trace.sampleCount], attributes: { unit: traceUnit(trace.quantity), meaning: 'position x sample' } },
  ], { sample_ms: sampleMs });
}

function traceGroup({ fibers, results }: RunData): Hdf5Group[] {
  const traced = results.flatMap((result, row) => (result && result.traces.length > 0
    ? [group(String(row), result.traces.map((trace) => traceNode(trace, result.sampleMs)), { id: fibers.ids[row] })] : []));
  return traced.length > 0 ? [group('traces', traced)] : [];
}

/** The whole file; the results worker writes it. Large arrays lie in shared memory, so that the worker reads them in place. */
export function resultsTree(data: RunData): Hdf5Group {
  return group('', [
    column('project', JSON.stringify(data.project), undefined, 'the project as it was run, JSON'),
    fiberGroup(data), spikeGroup(data), stimulationGroup(data), ...footprintGroup(data), ...traceGroup(data), ...studiesGroup(data.studies),
  ], { format: RESULTS_FORMAT, version: RESULTS_VERSION, name: data.project.name, seed: data.project.seed, status: data.status });
}
