// Waveforms against the sample vectors of NRV 1.4.0, where those are not defects, and their algebra.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { projectSchema, waveformSchema, type Waveform } from '../../src-model/project';
import { contactDrives } from '../../src-model/stimulus/contact-drives';
import { addHeld, chargeOf, heldFromSamples, heldValueAt, multiplyHeld, scaleHeld } from '../../src-model/stimulus/held-arithmetic';
import type { HeldWaveform } from '../../src-model/stimulus/held-waveform';
import { sampleWaveform } from '../../src-model/stimulus/sample-waveform';

const make = (input: unknown): Waveform => waveformSchema.parse(input);
const sample = (input: unknown, seed = 1): HeldWaveform => sampleWaveform(make(input), seed);

function expectHeld(held: HeldWaveform, timesMs: number[], valuesUa: number[]): void {
  expect(held.timeMs.length).toBe(timesMs.length);
  timesMs.forEach((time, index) => expect(held.timeMs[index]).toBeCloseTo(time, 10));
  valuesUa.forEach((value, index) => expect(held.valueUa[index]).toBeCloseTo(value, 10));
}

describe('waveform kinds', () => {
  it('pulse', () => expectHeld(sample({ kind: 'pulse', startMs: 0.1, durationMs: 0.1, amplitudeUa: -60 }), [0, 0.1, 0.2], [0, -60, 0]));

  it('a pulse that starts at 0 has no doubled first sample', () => expectHeld(sample({ kind: 'pulse', startMs: 0, durationMs: 1, amplitudeUa: 5 }), [0, 1], [5, 0]));

  it('constant holds to the end', () => expectHeld(sample({ kind: 'constant', startMs: 2, valueUa: 3 }), [0, 2], [0, 3]));

  it('biphasic with a gap, without one, and anodic first', () => {
    const base = { kind: 'biphasic', startMs: 1, cathodicUa: 40, cathodicMs: 0.06, anodicUa: 8 };
    expectHeld(sample({ ...base, gapMs: 0.04 }), [0, 1, 1.06, 1.1, 1.4], [0, -40, 0, 8, 0]);
    expectHeld(sample(base), [0, 1, 1.06, 1.36], [0, -40, 8, 0]);
    expectHeld(sample({ ...base, gapMs: 0.04, anodicFirst: true }), [0, 1, 1.06, 1.1, 1.112], [0, 8, 0, -40, 0]);
    expectHeld(sample({ ...base, anodicUa: 0 }), [0, 1, 1.06], [0, -40, 0]);
  });

  it('sine, 1 ms at 2 kHz: 200 samples over both ends after the one at 0', () => {
    const held = sample({ kind: 'sine', startMs: 1, durationMs: 1, amplitudeUa: 1, frequencyKhz: 2 });
    expect(held.timeMs.length).toBe(201);
    expect([...held.timeMs.slice(0, 4)].map((t) => Number(t.toFixed(5)))).toEqual([0, 1, 1.00503, 1.01005]);
    expect([...held.valueUa.slice(0, 4)].map((v) => Number(v.toFixed(5)))).toEqual([0, 0, 0.06311, 0.12596]);
    expect(held.timeMs[200]).toBe(2);
    expect(held.valueUa[200]).toBe(0);
  });

  it('a sine with offset and phase from t = 0 ends at zero', () => {
    const held = sample({ kind: 'sine', startMs: 0, durationMs: 1, amplitudeUa: 2, frequencyKhz: 2, offsetUa: 5, phaseDeg: 90 });
    expect(held.timeMs[0]).toBe(0);
    expect(held.valueUa[0]).toBeCloseTo(7, 12);
    expect(heldValueAt(held, 1)).toBe(0);
  });

  it('square: half periods of 1 / (2 f), duration times f periods', () => {
    expectHeld(sample({ kind: 'square', startMs: 1, durationMs: 2, amplitudeUa: 10, frequencyKhz: 1 }), [0, 1, 1.5, 2, 2.5, 3], [0, -10, 10, -10, 10, 0]);
    expectHeld(sample({ kind: 'square', startMs: 0, durationMs: 0.6, amplitudeUa: 10, frequencyKhz: 2, offsetUa: 1, anodicFirst: true }), [0, 0.25, 0.5, 0.6], [11, -9, 11, 0]);
  });

  it('ramp: NRV\'s ramp(2, 1, 4, 0.5, (0, 3)) as a held function', () =>
    expectHeld(sample({ kind: 'ramp', startMs: 1, durationMs: 1.5, fromUa: 0, toUa: 3, sampleMs: 0.5 }), [0, 1, 1.5, 2, 2.5], [0, 0, 1, 2, 3]));

  it('harmonic pulse', () => {
    const held = sample({ kind: 'harmonic', startMs: 1, durationMs: 0.1, amplitudeUa: -50, weights: [1, 0.5], phasesDeg: [0, (0.3 * 180) / Math.PI] });
    expect(held.timeMs.length).toBe(101);
    expect(Math.min(...held.valueUa)).toBeCloseTo(-50, 10);
    expect(Math.max(...held.valueUa)).toBe(0);
    expect(held.timeMs[2]).toBeCloseTo(1.00101, 5);
    expect(held.valueUa[2]).toBeCloseTo(-2.8847, 4);
  });

  it('noise: keyed by the seed, with the asked moments, at its own start', () => {
    const noise = { kind: 'noise', startMs: 3, durationMs: 50, standardDeviationUa: 4, offsetUa: 10 };
    const held = sample(noise, 7);
    expect(held).toEqual(sample(noise, 7));
    expect(held.valueUa[5]).not.toBe(sample(noise, 8).valueUa[5]);
    expect(held.timeMs[1]).toBe(3);
    expect(held.timeMs.length).toBe(1 + 10_000 + 1);
    const values = held.valueUa.slice(1, -1);
    const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
    const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean - 10)).toBeLessThan(0.16); // four standard errors
    expect(Math.abs(Math.sqrt(variance) - 4)).toBeLessThan(0.12);
  });

  it('samples: the last of equal times wins, and holds at times in between', () => {
    const held = sample({ kind: 'samples', timesMs: [0, 0, 1], valuesUa: [0, 0.1, 0] });
    expectHeld(held, [0, 1], [0.1, 0]);
    expect(heldValueAt(held, 0.5)).toBe(0.1);
  });

  it('sum: independent noise in each term, pulses side by side', () => {
    expectHeld(
      sample({ kind: 'sum', terms: [{ kind: 'pulse', startMs: 0.1, durationMs: 0.2, amplitudeUa: 1 }, { kind: 'pulse', startMs: 0.2, durationMs: 0.2, amplitudeUa: 2 }] }),
      [0, 0.1, 0.2, 0.3, 0.4], [0, 1, 3, 2, 0]);
    const term = { kind: 'noise', startMs: 0, durationMs: 0.01, standardDeviationUa: 1 };
    const [a] = sample({ kind: 'sum', terms: [term, { kind: 'constant', valueUa: 0 }] }).valueUa;
    const [both] = sample({ kind: 'sum', terms: [term, term] }).valueUa;
    expect(both).not.toBeCloseTo(2 * a, 6);
  });

  it('refuses what contradicts itself', () => {
    expect(() => sample({ kind: 'samples', timesMs: [0, 2, 1], valuesUa: [1, 2, 3] })).toThrow(/times must ascend/);
    expect(() => sample({ kind: 'samples', timesMs: [0, 2], valuesUa: [1] })).toThrow(/one value for each time/);
    expect(() => sample({ kind: 'harmonic', startMs: 0, durationMs: 1, amplitudeUa: 1, weights: [1, 2], phasesDeg: [0] })).toThrow(/one phase for each weight/);
    expect(() => sample({ kind: 'sine', startMs: 0, durationMs: 1e6, amplitudeUa: 1, frequencyKhz: 1000 })).toThrow(/samples, more than/);
  });
});

describe('arithmetic and charge', () => {
  const a = sample({ kind: 'pulse', startMs: 0.1, durationMs: 0.2, amplitudeUa: 1 });
  const b = sample({ kind: 'pulse', startMs: 0.2, durationMs: 0.2, amplitudeUa: 2 });

  it('adds, multiplies, scales and shifts', () => {
    expectHeld(addHeld(a, b), [0, 0.1, 0.2, 0.3, 0.4], [0, 1, 3, 2, 0]);
    expectHeld(multiplyHeld(a, b), [0, 0.1, 0.2, 0.3, 0.4], [0, 0, 2, 0, 0]);
    expectHeld(scaleHeld(a, 2, -1), [0, 0.1, 0.3], [-1, 1, -1]);
  });

  it('the integral is that of the held waveform (0.2, not the trapezoid rule\'s 0.15)', () => {
    expect(chargeOf(a, 10).netNc).toBeCloseTo(0.2, 12);
    expect(chargeOf(a, 0.15).netNc).toBeCloseTo(0.05, 12);
  });

  it('biphasic waveforms balance their charge, whatever their phases', () => {
    fc.assert(fc.property(
      fc.double({ min: 0.1, max: 1000, noNaN: true }), fc.double({ min: 0.1, max: 1000, noNaN: true }),
      fc.double({ min: 0.01, max: 5, noNaN: true }), fc.double({ min: 0, max: 5, noNaN: true }), fc.boolean(),
      (cathodicUa, anodicUa, cathodicMs, gapMs, anodicFirst) => {
        const charge = chargeOf(sample({ kind: 'biphasic', startMs: 1, cathodicUa, anodicUa, cathodicMs, gapMs, anodicFirst }), 1e9);
        expect(Math.abs(charge.netNc)).toBeLessThan(1e-9 * charge.anodicNc + 1e-6 * Math.max(cathodicUa, anodicUa));
      }));
  });

  const heldArbitrary = fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: -9, max: 9 })), { minLength: 1, maxLength: 12 }).map((samples) => {
    const sorted = [...samples].sort((x, y) => x[0] - y[0]);
    return heldFromSamples(sorted.map(([t]) => t / 10), sorted.map(([, v]) => v));
  });

  it('a sum is the sum of the held values at every time, and its charge the sum of the charges', () => {
    fc.assert(fc.property(heldArbitrary, heldArbitrary, fc.double({ min: 0, max: 6, noNaN: true }), (x, y, time) => {
      const sum = addHeld(x, y);
      fc.pre([...sum.timeMs].every((t) => Math.abs(t - time) > 1e-6)); // at a jump itself rounding decides which side holds
      expect(heldValueAt(sum, time)).toBe(heldValueAt(x, time) + heldValueAt(y, time));
      expect(chargeOf(sum, 6).netNc).toBeCloseTo(chargeOf(x, 6).netNc + chargeOf(y, 6).netNc, 9);
    }));
  });
});

describe('drives of contacts', () => {
  const project = (drives: object[], waveforms: object[]) => projectSchema.parse({
    format: 'ranvier-project', version: 1, seed: 5, stimulation: { drives, waveforms },
    electrodes: [{ kind: 'point', id: 'P', xUm: 0, yUm: 0, zUm: 0 }, { kind: 'multi-contact-cuff', id: 'C', centerXUm: 0, contactCount: 3 }],
  });
  const pulse = { id: 'a', waveform: { kind: 'pulse', startMs: 1, durationMs: 1, amplitudeUa: -10 } };
  const noise = { id: 'n', waveform: { kind: 'noise', durationMs: 0.1, standardDeviationUa: 1 } };

  it('follow the order of contacts, add up, and take weights', () => {
    const held = contactDrives(project([{ contact: 'C/2', waveform: 'a', weight: -0.5 }, { contact: 'P', waveform: 'a' }, { contact: 'P', waveform: 'a', weight: 2 }], [pulse]));
    expect(held.map((h) => h && heldValueAt(h, 1.5))).toEqual([-30, null, null, 5]);
  });

  it('of one noisy waveform carry the same noise; another waveform another', () => {
    const [p, , c1, c2] = contactDrives(project([{ contact: 'P', waveform: 'n' }, { contact: 'C/1', waveform: 'n', weight: -1 }, { contact: 'C/2', waveform: 'm' }], [noise, { ...noise, id: 'm' }]));
    expect(c1!.valueUa[0]).toBe(-p!.valueUa[0]);
    expect(c2!.valueUa[0]).not.toBe(p!.valueUa[0]);
  });

  it('name what does not exist, and refuse currents beyond numbers', () => {
    expect(() => contactDrives(project([{ contact: 'C', waveform: 'a' }], [pulse]))).toThrow(/drive 1: There is no contact "C"\. Contacts: P, C\/0, C\/1, C\/2\./);
    expect(() => contactDrives(project([{ contact: 'P', waveform: 'b' }], [pulse]))).toThrow(/drive 1: There is no waveform "b"\. Waveforms: a\./);
    expect(() => contactDrives(project([{ contact: 'P', waveform: 'a', weight: 1e308 }], [pulse]))).toThrow(/larger than a number can hold/);
    expect(() => contactDrives(project([{ contact: 'P', waveform: 'a' }], [{ id: 'a', waveform: { kind: 'samples', timesMs: [1, 0], valuesUa: [0, 0] } }]))).toThrow(/waveform "a": Sample 2 .* times must ascend/);
  });
});
