// When what is injected: held waveforms and clamps turned into one value per time step.
import type { Clamp, Simulation } from '../../src-model/project';
import type { HeldWaveform } from '../../src-model/stimulus/held-waveform';

/** Change of a waveform's value, relative to its largest magnitude, that counts as a jump. A sine of 100 samples per period changes by 0.06. */
const JUMP_FRACTION = 0.2;
/** Times closer than this to a step boundary, in steps, lie on it. */
const SNAP_STEPS = 1e-6;
/** Steps that are damped after a jump (Rannacher start-up). */
const DAMPED_STEPS = 2;

/** Step n goes from n dtMs to (n + 1) dtMs. */
export interface StepGrid {
  dtMs: number;
  stepCount: number;
  scheme: Simulation['scheme'];
}

/**
 * currentUa[c][n]: current of contact c during step n, uA; null for a contact without drive.
 * damped[n] = 1: a stimulus jumped shortly before, so the second-order scheme takes step n as two backward-Euler half steps.
 */
export interface DriveSchedule extends StepGrid {
  currentUa: (Float64Array | null)[];
  damped: Uint8Array;
}

/** factor[n]: part of step n in which the clamp acts, 0..1 (0 or 1 for voltage clamps and in the scheme backward-euler). */
export interface ClampSchedule {
  factor: Float64Array;
  damped: Uint8Array;
}

/** round(duration / dt) steps. Throws a RangeError if there is none. */
export function stepGrid(simulation: Pick<Simulation, 'durationMs' | 'dtMs' | 'scheme'>): StepGrid {
  const stepCount = Math.round(simulation.durationMs / simulation.dtMs);
  if (!(stepCount >= 1)) throw new RangeError(`The time step ${simulation.dtMs} ms must be positive and not longer than the duration ${simulation.durationMs} ms.`);
  return { dtMs: simulation.dtMs, stepCount, scheme: simulation.scheme };
}

/**
 * All drives on the step grid. backward-euler: changes are rounded to the nearest step (a change at tau acts from the first step with
 * t_n >= tau - dt / 2, as in NEURON under NRV). second-order: mean over the step, so that nothing depends on how times fall on the grid.
 * Throws a RangeError when a pulse is too short for the grid of backward-euler.
 */
export function driveSchedule(drives: readonly (HeldWaveform | null)[], simulation: Pick<Simulation, 'durationMs' | 'dtMs' | 'scheme'>): DriveSchedule {
  const grid = stepGrid(simulation);
  const damped = new Uint8Array(grid.stepCount);
  const currentUa = drives.map((waveform) => {
    if (!waveform) return null;
    const jumpTimesMs = jumpTimes(waveform);
    markDamped(damped, jumpTimesMs, grid);
    if (grid.scheme === 'second-order') return meanValues(waveform, grid);
    refuseLostPulses(jumpTimesMs, grid.dtMs);
    return heldValues(waveform, grid);
  });
  return { ...grid, currentUa, damped };
}

/** One clamp on the step grid, with the same rules of timing. */
export function clampSchedule(clamp: Pick<Clamp, 'kind' | 'startMs' | 'durationMs'>, grid: StepGrid): ClampSchedule {
  const timesMs = [clamp.startMs, clamp.startMs + clamp.durationMs];
  const gateUa: HeldWaveform = { timeMs: Float64Array.from(timesMs), valueUa: Float64Array.of(1, 0) };
  const damped = new Uint8Array(grid.stepCount);
  markDamped(damped, timesMs, grid);
  if (grid.scheme === 'second-order' && clamp.kind === 'current') return { factor: meanValues(gateUa, grid), damped };
  refuseLostPulses(timesMs, grid.dtMs);
  return { factor: heldValues(gateUa, grid), damped };
}

/** Times at which the value jumps rather than follows a smooth curve. */
function jumpTimes({ timeMs, valueUa }: HeldWaveform): number[] {
  const largest = valueUa.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const times: number[] = [];
  for (let j = 0; j < timeMs.length; j++) {
    const change = Math.abs(valueUa[j] - (j === 0 ? 0 : valueUa[j - 1]));
    if (change > JUMP_FRACTION * largest) times.push(timeMs[j]);
  }
  return times;
}

const inSteps = (timeMs: number, dtMs: number): number => {
  const steps = timeMs / dtMs;
  const nearest = Math.round(steps);
  return Math.abs(steps - nearest) < SNAP_STEPS ? nearest : steps;
};

function markDamped(damped: Uint8Array, timesMs: readonly number[], grid: StepGrid): void {
  if (grid.scheme !== 'second-order') return;
  for (const timeMs of timesMs) {
    const first = Math.floor(inSteps(timeMs, grid.dtMs));
    for (let n = Math.max(first, 0); n < Math.min(first + DAMPED_STEPS, grid.stepCount); n++) damped[n] = 1;
  }
}

/** First step in which a change at timeMs acts, rounded to the nearest step. */
const roundedStep = (timeMs: number, dtMs: number): number => Math.ceil(timeMs / dtMs - 0.5 - SNAP_STEPS);

function refuseLostPulses(jumpTimesMs: readonly number[], dtMs: number): void {
  for (let j = 1; j < jumpTimesMs.length; j++) {
    if (roundedStep(jumpTimesMs[j], dtMs) <= roundedStep(jumpTimesMs[j - 1], dtMs)) {
      throw new RangeError(
        `The stimulus changes at ${jumpTimesMs[j - 1]} and at ${jumpTimesMs[j]} ms, within one time step of ${dtMs} ms, so that a pulse would be lost. `
        + 'Choose a smaller time step or the scheme "second-order".');
    }
  }
}

function heldValues({ timeMs, valueUa }: HeldWaveform, { dtMs, stepCount }: StepGrid): Float64Array {
  const values = new Float64Array(stepCount);
  let held = 0;
  let j = 0;
  for (let n = 0; n < stepCount; n++) {
    for (; j < timeMs.length && roundedStep(timeMs[j], dtMs) <= n; j++) held = valueUa[j];
    values[n] = held;
  }
  return values;
}

function meanValues({ timeMs, valueUa }: HeldWaveform, { dtMs, stepCount }: StepGrid): Float64Array {
  const values = new Float64Array(stepCount);
  let held = 0;
  let j = 0;
  for (let n = 0; n < stepCount; n++) {
    let sum = 0;
    let from = n;
    for (; j < timeMs.length && inSteps(timeMs[j], dtMs) < n + 1; j++) {
      const at = Math.max(inSteps(timeMs[j], dtMs), n);
      sum += held * (at - from);
      from = at;
      held = valueUa[j];
    }
    values[n] = from === n ? held : sum + held * (n + 1 - from);
  }
  return values;
}
