// Waveforms, which contacts they drive, and intracellular clamps.
import { z } from 'zod';
import { driveSchema } from './drive';
import { flag, fraction, identifier, nonNegative, positive, quantity } from './fields';
import { CATHODIC_FIRST, EVERYTHING, NEUTRAL, NRV_RULE, SAMPLE_SOURCE } from './sources';

const startMs = nonNegative({ title: 'Start', description: 'Time at which it begins.', unit: 'ms', source: NEUTRAL }).default(0);
const durationMs = positive({ title: 'Duration', description: 'How long it lasts.', unit: 'ms' });
const amplitudeUa = quantity({ title: 'Amplitude', description: 'Current; negative is cathodic.', unit: 'uA' });

const simpleWaveforms = [
  z.object({ kind: z.literal('constant'), startMs, valueUa: amplitudeUa }),
  z.object({ kind: z.literal('pulse'), startMs, durationMs, amplitudeUa }),
  z.object({
    kind: z.literal('biphasic'), startMs,
    cathodicUa: nonNegative({ title: 'Cathodic amplitude', description: 'Magnitude of the cathodic phase.', unit: 'uA' }),
    cathodicMs: positive({ title: 'First phase', description: 'Duration of the first phase.', unit: 'ms' }),
    anodicUa: nonNegative({ title: 'Anodic amplitude', description: 'Magnitude of the anodic phase; the second phase lasts until the charge is balanced. 0: no second phase.', unit: 'uA' }),
    gapMs: nonNegative({ title: 'Gap', description: 'Pause between the phases.', unit: 'ms', source: NEUTRAL }).default(0),
    anodicFirst: flag({ title: 'Anodic first', description: 'Swap the order of the phases.', source: CATHODIC_FIRST }).default(false),
  }),
  z.object({
    kind: z.literal('sine'), startMs, durationMs, amplitudeUa,
    frequencyKhz: positive({ title: 'Frequency', description: 'Frequency of the sine.', unit: 'kHz' }),
    offsetUa: quantity({ title: 'Offset', description: 'Constant added while the sine lasts.', unit: 'uA', source: NEUTRAL }).default(0),
    phaseDeg: quantity({ title: 'Phase', description: 'Phase at the start.', unit: 'deg', source: NEUTRAL }).default(0),
    sampleMs: positive({ title: 'Sample step', description: 'Time step of the samples; a hundredth of a period when absent.', unit: 'ms', source: NRV_RULE }).optional(),
  }),
  z.object({
    kind: z.literal('square'), startMs, durationMs, amplitudeUa,
    frequencyKhz: positive({ title: 'Frequency', description: 'Frequency of the square wave.', unit: 'kHz' }),
    offsetUa: quantity({ title: 'Offset', description: 'Constant added while it lasts.', unit: 'uA', source: NEUTRAL }).default(0),
    anodicFirst: flag({ title: 'Positive first', description: 'Begin with +amplitude instead of -amplitude.', source: CATHODIC_FIRST }).default(false),
  }),
  z.object({
    kind: z.literal('ramp'), startMs, durationMs,
    fromUa: quantity({ title: 'From', description: 'Value at the start.', unit: 'uA', source: NEUTRAL }).default(0),
    toUa: quantity({ title: 'To', description: 'Value at the end; held afterwards.', unit: 'uA' }),
    sampleMs: positive({ title: 'Sample step', description: 'Time step of the samples.', unit: 'ms', source: SAMPLE_SOURCE }).default(0.005),
  }),
  z.object({
    kind: z.literal('harmonic'), startMs, durationMs, amplitudeUa,
    weights: z.array(z.number()).min(1).meta({ title: 'Weights', description: 'Weight of each harmonic of 1 / (2 duration).' }),
    phasesDeg: z.array(z.number()).min(1).meta({ title: 'Phases', description: 'Phase of each harmonic.', unit: 'deg' }),
    sampleMs: positive({ title: 'Sample step', description: 'Time step of the samples; a hundredth of the highest harmonic\'s period when absent.', unit: 'ms', source: 'Chosen for this program, as for a sine.' }).optional(),
  }),
  z.object({
    kind: z.literal('noise'), startMs, durationMs,
    standardDeviationUa: nonNegative({ title: 'Standard deviation', description: 'Of the Gaussian samples.', unit: 'uA' }),
    offsetUa: quantity({ title: 'Offset', description: 'Mean of the samples.', unit: 'uA', source: NEUTRAL }).default(0),
    sampleMs: positive({ title: 'Sample step', description: 'Time step of the samples.', unit: 'ms', source: SAMPLE_SOURCE }).default(0.005),
  }),
  z.object({
    kind: z.literal('samples'),
    timesMs: z.array(z.number().nonnegative()).min(1).meta({ title: 'Times', description: 'Ascending; each value holds until the next time, the last one to the end.', unit: 'ms' }),
    valuesUa: z.array(z.number()).min(1).meta({ title: 'Values', description: 'One for each time.', unit: 'uA' }),
  }),
] as const;

export const waveformSchema = z.discriminatedUnion('kind', [
  ...simpleWaveforms,
  z.object({
    kind: z.literal('sum'),
    terms: z.array(z.discriminatedUnion('kind', [...simpleWaveforms])).min(1).meta({ title: 'Terms', description: 'Waveforms that are added.' }),
  }),
]).meta({ title: 'Kind', description: 'Form of the waveform: what its current is at each time.' });

/** Intracellular stimulus on fibres chosen by the filter (all when absent). Positions are fractions of the fibre's length. */
export const clampSchema = z.object({
  kind: z.enum(['current', 'voltage']).default('current').meta({ title: 'Kind', description: 'current: injects a current (nA). voltage: holds a potential (mV).', source: 'Chosen for this program: a current, as with a stimulating micro-electrode.' }),
  position: fraction({ title: 'Position', description: 'Along the fibre, 0 to 1; snapped to the nearest node of Ranvier on myelinated fibres.' }),
  startMs, durationMs,
  amplitude: quantity({ title: 'Amplitude', description: 'Injected current in nA (positive depolarises), or command potential in mV.', unit: 'nA or mV' }),
  fascicles: z.array(z.string()).optional().meta({ title: 'Fascicles', description: 'Names of the fascicles whose fibres are clamped; all when absent.', source: EVERYTHING }),
  fibers: z.array(z.string()).optional().meta({ title: 'Fibres', description: 'Names of the fibres that are clamped; all when absent.', source: EVERYTHING }),
});

export const stimulationSchema = z.object({
  waveforms: z.array(z.object({ id: identifier('waveform'), waveform: waveformSchema })).default([]),
  drives: z.array(driveSchema).default([]),
  clamps: z.array(clampSchema).default([]),
});

export type Waveform = z.infer<typeof waveformSchema>;
export type Clamp = z.infer<typeof clampSchema>;
export type Stimulation = z.infer<typeof stimulationSchema>;
