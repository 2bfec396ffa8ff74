// A held waveform as an SVG path, and the numbers that belong beside it.
import type { HeldWaveform } from '../../src-model/stimulus/held-waveform';

/** More points than this cannot be told apart in a panel: neighbours are drawn as their extremes. */
const MAXIMUM_POINTS = 4000;

export interface PlotBox {
  width: number;
  height: number;
  endMs: number;
  lowUa: number;
  highUa: number;
}

/** "M0 10H20V35..." with time to the right and current up. */
export function heldPath({ timeMs, valueUa }: HeldWaveform, box: PlotBox): string {
  const x = (time: number): string => ((Math.min(time, box.endMs) / box.endMs) * box.width).toFixed(2);
  const y = (value: number): string => (box.height - ((value - box.lowUa) / (box.highUa - box.lowUa)) * box.height).toFixed(2);
  const stride = Math.ceil(timeMs.length / MAXIMUM_POINTS);
  let path = `M0 ${y(timeMs[0] > 0 ? 0 : valueUa[0])}`;
  for (let index = 0; index < timeMs.length && timeMs[index] <= box.endMs; index += stride) {
    const block = valueUa.subarray(index, index + stride);
    path += `H${x(timeMs[index])}V${y(Math.min(...block))}${stride > 1 ? `V${y(Math.max(...block))}` : ''}`;
  }
  return `${path}H${box.width}`;
}

/** The time to show: a little more than the last change, at most the simulated time. */
export function shownMs(waveforms: readonly HeldWaveform[], durationMs: number): number {
  const last = Math.max(0, ...waveforms.map(({ timeMs }) => timeMs[timeMs.length - 1]));
  return Math.min(durationMs, Math.max(last * 1.35, durationMs / 50, 1e-3));
}

export function rangeUa(waveforms: readonly HeldWaveform[]): { lowUa: number; highUa: number } {
  let [low, high] = [0, 0];
  for (const { valueUa } of waveforms) {
    for (const value of valueUa) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return low === high ? { lowUa: -1, highUa: 1 } : { lowUa: low, highUa: high };
}
