// One fibre from start to end with the plain solver.
import type { Simulation } from '../../../src-model/project';
import { CancelledError, type Task } from '../../../src-model/task';
import type { DriveSchedule } from '../drive-schedule';
import type { FiberSetup } from '../fiber-setup';
import type { Trace } from '../request';
import { createRecorder, recordedCompartments } from './recorder';
import { type FiberState, applyStimuli, backwardEulerStep, secondOrderStep, staggerStates, startFiber } from './stepper';

/** Of the cancel flag; some milliseconds at most. */
const STEPS_BETWEEN_CHECKS = 16;

export interface FiberRun {
  traces: Trace[];
  /** Time at which the potential ceased to be finite, ms; 0: there was no finite state to start from. */
  divergedAtMs?: number;
}

/**
 * Runs one prepared fibre over the whole schedule. `watch` sees the state at t = 0 and after every step.
 * A run whose potentials are no longer finite stops; its traces are dropped, so that no NaN reaches a result.
 */
export function runFiber(
  setup: FiberSetup, drive: DriveSchedule, record: Simulation['record'], task: Task,
  watch: (state: FiberState, step: number) => void = () => undefined,
): FiberRun {
  const state = startFiber(setup.cable);
  if (!state.voltageMv.every(Number.isFinite)) return { traces: [], divergedAtMs: 0 };
  const compartments = recordedCompartments(setup.cable, setup.spec, record);
  const recorder = createRecorder(state, compartments, record, Math.floor(drive.stepCount / record.everySteps) + 1);
  if (compartments.length > 0) recorder.sample();
  watch(state, 0);
  staggerStates(state, drive);
  for (let n = 0; n < drive.stepCount; n++) {
    if (n % STEPS_BETWEEN_CHECKS === 0 && task.cancelled) throw new CancelledError();
    const apply = (): void => applyStimuli(state, setup, drive.currentUa, n);
    apply();
    if (drive.scheme === 'second-order') {
      const damped = drive.damped[n] === 1 || setup.clamps.some((clamp) => clamp.damped[n] === 1);
      secondOrderStep(state, drive.dtMs, damped, apply);
    } else {
      backwardEulerStep(state, drive.dtMs);
    }
    if (!state.voltageMv.every(Number.isFinite) || (n + 1 === drive.stepCount && !statesAreFinite(state))) {
      return { traces: [], divergedAtMs: (n + 1) * drive.dtMs };
    }
    if (compartments.length > 0 && (n + 1) % record.everySteps === 0) recorder.sample();
    watch(state, n + 1);
  }
  return { traces: compartments.length > 0 ? recorder.traces() : [] };
}

/** A membrane state that is not finite makes the potential so in the next step; after the last step it has to be looked for. */
const statesAreFinite = ({ groups }: FiberState): boolean => groups.every(({ inputs }) => inputs.every((values) => values.every(Number.isFinite)));
