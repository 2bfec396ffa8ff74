import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../src-model/run-events';
import { durationText, failedRun, overallFraction, startedRun, withEvent } from '../../../src-renderer/app/run/run-progress';

const EVENTS: RunEvent[] = [
  { kind: 'run-started', projectName: 'Nerve', phases: ['population', 'fibers'] },
  { kind: 'phase-started', phase: 'population', total: 20, unit: 'axons', workers: 2 },
  { kind: 'phase-progress', phase: 'population', done: 5, total: 20, unit: 'axons', elapsedMs: 100, remainingMs: 300 },
  { kind: 'phase-finished', phase: 'population', done: 20, total: 20, unit: 'axons', elapsedMs: 400, reused: false, detail: '' },
  { kind: 'warning', where: 'fascicle "F1"', message: 'Two axons could not be placed.' },
  { kind: 'phase-started', phase: 'fibers', total: 18, unit: 'fibres', workers: 2 },
  { kind: 'phase-finished', phase: 'fibers', done: 18, total: 18, unit: 'fibres', elapsedMs: 10, reused: true, detail: '' },
  { kind: 'run-finished', status: 'finished', folder: '/x', elapsedMs: 500 },
];

describe('progress of a run', () => {
  it('follows the events', () => {
    const views = EVENTS.map((_, count) => EVENTS.slice(0, count + 1).reduce(withEvent, startedRun('?')));
    expect(views[0].phases.map(({ state }) => state)).toEqual(['waiting', 'waiting']);
    expect(views[2].phases[0]).toMatchObject({ state: 'running', done: 5, total: 20, remainingMs: 300, workers: 2 });
    expect(views[3].phases[0]).toMatchObject({ state: 'done', remainingMs: 0 });
    expect(views[4].warnings).toEqual([{ where: 'fascicle "F1"', message: 'Two axons could not be placed.' }]);
    expect(views[6].phases[1].state).toBe('reused');
    expect(views[7]).toMatchObject({ status: 'finished', elapsedMs: 500, failure: null });
  });

  it('the overall share never goes back', () => {
    const shares = EVENTS.map((_, count) => overallFraction(EVENTS.slice(0, count + 1).reduce(withEvent, startedRun('?'))));
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    expect(overallFraction(startedRun('none yet'))).toBe(0);
  });

  it('a phase that runs once per study gets a line for each', () => {
    const study = (title: string, done: number): RunEvent[] => [
      { kind: 'phase-started', phase: 'studies', title, total: 4, unit: 'runs', workers: 2 },
      { kind: 'phase-progress', phase: 'studies', done, total: 4, unit: 'runs', elapsedMs: 1, remainingMs: null },
    ];
    const events: RunEvent[] = [
      { kind: 'run-started', projectName: 'Nerve', phases: ['fibers', 'studies', 'results'] },
      ...study('Thresholds', 4),
      { kind: 'phase-finished', phase: 'studies', title: 'Thresholds', done: 4, total: 4, unit: 'runs', elapsedMs: 9, reused: false, detail: '' },
      ...study('Curve', 2),
    ];
    expect(events.reduce(withEvent, startedRun('?')).phases.map(({ title, state, done }) => [title, state, done])).toEqual([
      ['Fibres', 'waiting', 0], ['Thresholds', 'done', 4], ['Curve', 'running', 2], ['Results', 'waiting', 0],
    ]);
  });

  it('a failure keeps what was reached', () => {
    const failed = failedRun(EVENTS.slice(0, 3).reduce(withEvent, startedRun('?')), 'No memory left.');
    expect(failed).toMatchObject({ status: 'failed', failure: 'No memory left.' });
    expect(failed.phases[0].done).toBe(5);
  });

  it('writes durations as one would say them', () => {
    expect([400, 12_300, 185_000, 3_720_000].map(durationText)).toEqual(['0.4 s', '12 s', '3 min 05 s', '1 h 02 min']);
  });
});

it('a study says how long it and all that follow it will take', () => {
  const events: RunEvent[] = [
    { kind: 'run-started', projectName: 'P', phases: ['studies'] },
    { kind: 'phase-started', phase: 'studies', title: 'a', total: 10, unit: 'points', workers: 2 },
    { kind: 'phase-progress', phase: 'studies', title: 'a', done: 5, total: 10, unit: 'points', elapsedMs: 100, remainingMs: 100, allRemainingMs: 5000 },
  ];
  expect(events.reduce(withEvent, startedRun('P')).phases).toMatchObject([{ remainingMs: 100, allRemainingMs: 5000 }]);
});
