import { describe, expect, it } from 'vitest';
import { frameProfile, framesOf } from '../../../src-renderer/scene/propagation-profile';
import { fixtureFibers, fixtureProject, fixtureTraces } from '../harness/fixtures';

describe('action potentials as colours along fibres', () => {
  const project = fixtureProject('life');
  const table = fixtureFibers(project, 6);
  const [trace] = fixtureTraces();
  const frames = framesOf(table, [{ id: table.ids[2], trace }], 5000)!;

  it('the pulse is where and when it was recorded; other fibres keep their colours', () => {
    // It starts in the middle at 0.3 ms and runs to both sides at 5 m/s: at 0.5 ms it is 1000 um away, the peak drawn where it is newest.
    const { values, sampleCount } = frameProfile(table, frames, 0.5);
    const row = (fiber: number): number[] => Array.from(values.subarray(fiber * sampleCount, (fiber + 1) * sampleCount));
    expect(row(0).every(Number.isNaN)).toBe(true);
    const profile = row(2);
    const peak = (half: number[]): number => half.indexOf(Math.max(...half));
    const right = (sampleCount / 2 + peak(profile.slice(sampleCount / 2))) / (sampleCount - 1);
    expect(right * 5000).toBeGreaterThan(3300);
    expect(right * 5000).toBeLessThan(3700);
  });
  it('is thinned to what a picture shows, over its whole time and range', () => {
    expect(frames.instants).toBe(400);
    expect(frames.durationMs).toBeCloseTo(601 * 0.005);
    expect(frames.max).toBeGreaterThan(30);
    expect(frames.min).toBeLessThan(-80);
    expect(framesOf(table, [{ id: table.ids[2], trace: { ...trace, values: trace.values.map((value) => 10 * value) } }], 5000)).toMatchObject({ min: -100, max: 50 });
    expect(frameProfile(table, frames, 1e9).values.length).toBe(6 * 128);
  });
  it('is nothing without recordings', () => {
    expect(framesOf(table, [], 5000)).toBeNull();
    expect(framesOf(table, [{ id: 'gone', trace }], 5000)).toBeNull();
  });
});
