import { describe, expect, it } from 'vitest';
import { durationText } from '../../../src-main/batch/durations';
import { finishedLine, linesForPeople, linesForPrograms, progressLine } from '../../../src-main/batch/progress-lines';
import type { Terminal } from '../../../src-main/batch/terminal';
import type { RunEvent } from '../../../src-model/run-events';

function recorder(live: boolean): Terminal & { written: { out: string; err: string } } {
  const written = { out: '', err: '' };
  return { written, live, out: (text) => { written.out += text; }, err: (text) => { written.err += text; } };
}
const progress: Extract<RunEvent, { kind: 'phase-progress' }> = { kind: 'phase-progress', phase: 'fibers', done: 50, total: 200, unit: 'fibres', elapsedMs: 2500, remainingMs: 7500 };
const finished: RunEvent = { kind: 'phase-finished', phase: 'mesh', done: 1, total: 1, unit: 'meshes', elapsedMs: 300, reused: true, detail: '42 nodes' };

it.each([[0, '0.0 s'], [449, '0.4 s'], [9940, '9.9 s'], [9960, '10 s'], [59_600, '1 min 00 s'], [185_000, '3 min 05 s'], [7_620_000, '2 h 07 min']])('%i ms reads %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

describe('progress for people', () => {
  it('counts, percents, elapsed and remaining time are in the line', () => {
    expect(progressLine(progress)).toMatch(/^Fibres\s+50\/200 fibres\s+25 %\s+2\.5 s, about 7\.5 s left$/);
  });

  it('says nothing about the remaining time while nothing is done', () => {
    expect(progressLine({ ...progress, done: 0, remainingMs: null })).not.toContain('left');
  });

  it('tells what was reused', () => {
    expect(finishedLine(finished)).toContain('(unchanged, taken from an earlier run; 42 nodes)');
  });

  it('keeps one line up to date on a terminal, and writes one line per phase elsewhere', () => {
    const [live, log] = [recorder(true), recorder(false)];
    for (const terminal of [live, log]) {
      const write = linesForPeople(terminal);
      for (const event of [progress, progress, finished]) write(event);
    }
    expect(live.written.err.split('\r\u001b[2K')).toHaveLength(4);
    expect(log.written.err.split('\n')).toHaveLength(2);
  });
});

it('progress for programs is one JSON object per line, without the fibre table', () => {
  const terminal = recorder(false);
  const write = linesForPrograms(terminal);
  const none = new Float64Array(0);
  write({ kind: 'population', fibers: { count: 5, fascicles: [], ids: [], fascicle: new Uint16Array(5), myelinated: new Uint8Array(5), diameterUm: none, yUm: none, zUm: none, recruited: new Int8Array(5), columns: [] } });
  write(progress);
  const lines = terminal.written.out.trimEnd().split('\n').map((line) => JSON.parse(line) as object);
  expect(lines).toEqual([{ kind: 'population', fibers: 5 }, progress]);
});
