import { describe, expect, it } from 'vitest';
import type { HeldWaveform } from '../../../src-model/stimulus/held-waveform';
import { clampSchedule, driveSchedule, stepGrid } from '../../../src-workers/fiber/drive-schedule';

const wave = (timeMs: number[], valueUa: number[]): HeldWaveform => ({ timeMs: Float64Array.from(timeMs), valueUa: Float64Array.from(valueUa) });
const euler = { durationMs: 1, dtMs: 0.005, scheme: 'backward-euler' } as const;
const second = { ...euler, scheme: 'second-order' } as const;
const values = (waveform: HeldWaveform, simulation: typeof euler | typeof second): Float64Array => driveSchedule([waveform], simulation).currentUa[0]!;
const stepsWith = (current: Float64Array): number[] => Array.from(current.keys()).filter((n) => current[n] !== 0);

describe('backward-euler: changes are rounded to the nearest step', () => {
  it('a pulse on whole steps acts in exactly these steps', () => {
    const current = values(wave([0.5, 0.6], [-300, 0]), euler);
    expect(stepsWith(current)).toEqual(Array.from({ length: 20 }, (_, k) => 100 + k));
    expect(current[100]).toBe(-300);
  });

  // Confirmed on NEURON: onsets up to 0.5025 ms act in the step from 0.500 ms, 0.5026 in the next.
  it.each([[0.5, 100], [0.5025, 100], [0.5026, 101], [0.4976, 100], [0.4975, 99]])('an onset at %f ms acts from step %i', (onsetMs, first) => {
    expect(stepsWith(values(wave([onsetMs, 0.7], [1, 0]), euler))[0]).toBe(first);
  });

  it('refuses a pulse that no step would see, and says what to do', () => {
    expect(() => values(wave([0.501, 0.502], [1, 0]), euler)).toThrow(/0\.501 and at 0\.502 ms.*smaller time step or the scheme "second-order"/);
    expect(() => values(wave([0.501, 0.502], [1, 0]), second)).not.toThrow();
  });

  it('marks nothing as damped', () => {
    expect(driveSchedule([wave([0.5, 0.6], [1, 0])], euler).damped.every((value) => value === 0)).toBe(true);
  });
});

describe('second-order: mean over the step', () => {
  it('keeps the charge of any pulse', () => {
    for (const [on, off] of [[0.5, 0.6], [0.5017, 0.6091], [0.501, 0.502], [0, 0.0049]]) {
      const current = values(wave([on, off], [7, 0]), second);
      expect(current.reduce((sum, value) => sum + value * 0.005, 0)).toBeCloseTo(7 * (off - on), 12);
    }
  });

  it('equals the held value on whole steps, with every bit', () => {
    const waveform = wave([0.1, 0.3, 0.35, 0.85], [-200, 0, 40, 0]);
    expect(Array.from(values(waveform, second))).toEqual(Array.from(values(waveform, euler)));
  });

  it('holds the last value to the end and starts at 0', () => {
    const current = values(wave([0.9], [3]), second);
    expect(current[0]).toBe(0);
    expect(current[199]).toBe(3);
  });

  it('damps two steps after each jump', () => {
    const { damped } = driveSchedule([wave([0.5, 0.6025], [1, 0])], second);
    expect(Array.from(damped.keys()).filter((n) => damped[n] === 1)).toEqual([100, 101, 120, 121]);
  });

  it('does not take the samples of a sine for jumps', () => {
    const times = Array.from({ length: 500 }, (_, j) => 0.1 + j * 0.001);
    const sine = wave(times, times.map((t) => 100 * Math.sin(2 * Math.PI * 10 * (t - 0.1))));
    expect(driveSchedule([sine], second).damped.reduce((sum, value) => sum + value, 0)).toBe(0);
    const square = wave([0.1, 0.15, 0.2, 0.25], [5, -5, 5, 0]);
    expect(driveSchedule([square], second).damped.reduce((sum, value) => sum + value, 0)).toBe(8);
  });
});

it('a contact without drive stays null, several contacts keep their order', () => {
  const { currentUa } = driveSchedule([null, wave([0], [2]), null], euler);
  expect([currentUa[0], currentUa[1]![0], currentUa[2]]).toEqual([null, 2, null]);
});

it('refuses a time step that does not fit', () => {
  expect(() => stepGrid({ durationMs: 1, dtMs: 3, scheme: 'second-order' })).toThrow(/time step 3 ms/);
  expect(() => stepGrid({ durationMs: 1, dtMs: Number.NaN, scheme: 'second-order' })).toThrow(RangeError);
});

it('clamps follow the same timing; a voltage clamp is on or off', () => {
  const grid = stepGrid(second);
  const current = clampSchedule({ kind: 'current', startMs: 0.5025, durationMs: 0.1 }, grid);
  expect(current.factor[100]).toBeCloseTo(0.5, 12);
  expect(current.factor.reduce((sum, value) => sum + value, 0) * 0.005).toBeCloseTo(0.1, 12);
  expect(current.damped[100] + current.damped[101] + current.damped[120] + current.damped[121]).toBe(4);
  const voltage = clampSchedule({ kind: 'voltage', startMs: 0.5024, durationMs: 0.1 }, grid);
  expect(new Set(voltage.factor)).toEqual(new Set([0, 1]));
  expect(voltage.factor[100]).toBe(1);
});
