// A waveform as the solvers see it: sample and hold.

/** valueUa[i] holds on [timeMs[i], timeMs[i+1]); 0 before timeMs[0]; the last value holds to the end. Times strictly ascend. */
export interface HeldWaveform {
  timeMs: Float64Array;
  valueUa: Float64Array;
}
