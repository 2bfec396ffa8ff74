// The fields of each kind of waveform, in the order in which one would describe it.
import type { Waveform } from '../../src-model/project';

export type SimpleKind = Exclude<Waveform['kind'], 'sum' | 'samples'>;

export const SIMPLE_FIELDS: Readonly<Record<SimpleKind, readonly string[]>> = {
  constant: ['valueUa', 'startMs'],
  pulse: ['amplitudeUa', 'startMs', 'durationMs'],
  biphasic: ['cathodicUa', 'cathodicMs', 'gapMs', 'anodicUa', 'anodicFirst', 'startMs'],
  sine: ['amplitudeUa', 'frequencyKhz', 'phaseDeg', 'offsetUa', 'startMs', 'durationMs', 'sampleMs'],
  square: ['amplitudeUa', 'frequencyKhz', 'offsetUa', 'anodicFirst', 'startMs', 'durationMs'],
  ramp: ['fromUa', 'toUa', 'startMs', 'durationMs', 'sampleMs'],
  harmonic: ['amplitudeUa', 'startMs', 'durationMs', 'sampleMs'],
  noise: ['standardDeviationUa', 'offsetUa', 'startMs', 'durationMs', 'sampleMs'],
};
