import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { FIBER_COLUMNS, fibersCsv } from '../../../src-main/results/fibers-csv';
import { runRecord } from '../../../src-main/results/run-record';
import { traceCsv, traceFiles } from '../../../src-main/results/traces-csv';
import { recruitedOf, recruitmentRows, statusOf } from '../../../src-main/run/run-data';
import { smallRun } from './run-data';

const data = smallRun();

describe('fibers.csv', () => {
  const rows = parse(fibersCsv(data), { columns: true }) as unknown as Record<(typeof FIBER_COLUMNS)[number], string>[];

  it('has one line per fibre, whatever became of it', () => {
    expect(rows.map(({ status }) => status)).toEqual(['simulated', 'not-placed', 'in-electrode', 'simulated', 'failed', 'not-run']);
    expect(rows.map(({ placed }) => placed)).toEqual(['1', '0', '1', '1', '1', '1']);
    expect(rows.map(({ recruited }) => recruited)).toEqual(['0', '', '', '1', '', '']);
  });

  it('keeps every digit and leaves out what is not there', () => {
    expect(Number(rows[4].diameter_um)).toBe(0.1 + 0.2);
    expect(rows[1].y_um).toBe('');
    expect(rows[0].first_spike_x_um).toBe('');
    expect(rows[3]).toMatchObject({ spike_count: '3', first_spike_x_um: '2500', start_spike_times_ms: '0.5;1.5', end_spike_times_ms: '0.55' });
  });

  it('quotes names and messages, and disarms formulas', () => {
    expect(rows[3].fascicle).toBe('F, 1');
    expect(rows[4].error).toBe('Diverged at 0.3 ms, "V" = 900 mV');
    expect(rows[5].id).toBe("'=1+1");
  });
});

describe('traces as CSV', () => {
  const filesOf = (csv?: 'single-fibers' | 'all' | 'none') => [...traceFiles({ ...data, project: { ...data.project, simulation: { ...data.project.simulation, record: { ...data.project.simulation.record, csv } } } }, null)];

  it('have a line per sample and a column per position, with every digit', () => {
    const [{ name, contents }] = filesOf('all');
    expect(name).toBe('traces/3-V.csv');
    expect(parse(Buffer.from(contents))).toEqual([['t_ms', '0', '500'], ['0', '-80', '-80'], ['0.005', '-79', '-70'], ['0.01', '-78', '20']]);
  });

  it('are kept for the fibres that were asked for', () => {
    // The traced fibre is one of a population.
    expect([filesOf().length, filesOf('single-fibers').length, filesOf('all').length, filesOf('none').length]).toEqual([0, 0, 1, 0]);
    const alone = { ...data, results: [...data.results.slice(0, 5), data.results[3]] };
    expect([...traceFiles(alone, null)].map(({ name }) => name)).toEqual(['traces/5-V.csv']);
  });

  it('of any length are written whole', () => {
    const sampleCount = 10_001;
    const values = Float64Array.from({ length: 2 * sampleCount }, (_, k) => k / 3);
    const lines = parse(Buffer.from(traceCsv({ quantity: 'V', xUm: Float64Array.of(1, 2), sampleCount, values }, 0.005)));
    expect(lines).toHaveLength(sampleCount + 1);
    lines.slice(1).forEach(([time, first, second], n) => expect([Number(time), Number(first), Number(second)]).toEqual([Number((n * 0.005).toPrecision(12)), values[n], values[sampleCount + n]]));
  });
});

it('recruitment is counted per fascicle and type', () => {
  expect(recruitmentRows(data)).toEqual([
    { fascicle: 'F, 1', myelinated: true, drawn: 3, placed: 3, simulated: 1, recruited: 1, failed: 1, notRun: 0 },
    { fascicle: 'F, 1', myelinated: false, drawn: 2, placed: 1, simulated: 1, recruited: 0, failed: 0, notRun: 0 },
    { fascicle: '', myelinated: true, drawn: 1, placed: 1, simulated: 0, recruited: 0, failed: 0, notRun: 1 },
  ]);
  expect([...recruitedOf(data)]).toEqual([0, -1, -1, 1, -1, -1]);
  expect(statusOf(data, 4)).toBe('failed');
});

it('run.json tells seed, versions, hashes, warnings and whom to cite', () => {
  const record = runRecord({ data, startedAt: new Date(0), finishedAt: new Date(2500), citations: ['A paper'] });
  expect(record).toMatchObject({
    format: 'ranvier-run', status: 'incomplete', seed: 3, seconds: 2.5, phases: [{ phase: 'fibers', seconds: 1.5 }],
    warnings: [{ where: 'fascicle "F, 1"' }], howToCite: [expect.stringContaining('Ranvier'), 'A paper'],
    inputs: { project: expect.stringMatching(/^[0-9a-f]{64}$/) as string }, versions: { node: process.versions.node },
  });
});
