// What the fibre phase is asked and what it answers. Plain data: crosses thread boundaries.
import type { Clamp, MyelinatedModel, Simulation, UnmyelinatedModel } from '../../src-model/project';
import type { HeldWaveform } from '../../src-model/stimulus/held-waveform';

/** One fibre to simulate; everything that decides its compartments and membrane. */
export type FiberSpec = { id: string; diameterUm: number; lengthUm: number; nodeShift: number } & (
  | { myelinated: true; model: MyelinatedModel }
  | { myelinated: false; model: UnmyelinatedModel }
);

/**
 * footprints[f][c] = mV per mA at the compartment centres of fibre f for contact c (the order of `contactsOf`).
 * drives[c] = current of contact c (null: not driven). `scale[f]` multiplies every drive for fibre f (1 when absent): amplitude searches.
 */
export interface FiberBatchRequest {
  fibers: FiberSpec[];
  footprints: Float64Array[][];
  drives: (HeldWaveform | null)[];
  scale?: Float64Array;
  /** Clamps that concern these fibres: clamps[f] lists those of fibre f. */
  clamps?: Clamp[][];
  simulation: Simulation;
  /** Stop as soon as every fibre's recruitment is decided. */
  recruitmentOnly?: boolean;
}

/** Recorded quantity: values[row * sampleCount + sample]; rows are positions (xUm), samples are every `everySteps` steps from t = 0. */
export interface Trace {
  /** "V" (mV), "i_mem" (mA/cm2), "i_<current>", "g_<current>", "<gate>". */
  quantity: string;
  xUm: Float64Array;
  sampleCount: number;
  values: Float32Array | Float64Array;
}

export interface FiberResult {
  id: string;
  /** Null when the simulation failed; see `error`. */
  recruited: boolean | null;
  /** All detected spikes, sorted by time: position and time of each. */
  spikeXUm: Float64Array;
  spikeTimeMs: Float64Array;
  /** Where and when the first action potential began; NaN without one. */
  firstSpikeXUm: number;
  firstSpikeTimeMs: number;
  /** Times of the spikes seen at the first and the last recorded position. */
  startSpikeTimesMs: Float64Array;
  endSpikeTimesMs: Float64Array;
  /** Step between the samples of the traces, ms. */
  sampleMs: number;
  traces: Trace[];
  /** A diverged or impossible fibre: what, when (ms) and why, as a sentence. */
  error?: string;
}
