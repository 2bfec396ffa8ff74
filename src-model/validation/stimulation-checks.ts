// Checks of the stimulus: drives that name what exists, waveforms that can be sampled and act within the simulated time, clamps.
import { didYouMean, listOf } from '../closest-name';
import { contactCountOf, contactsOf } from '../contacts';
import type { Problem } from '../problem';
import type { Drive, Project, Waveform } from '../project';
import { chargeOf } from '../stimulus/held-arithmetic';
import { MAX_WAVEFORM_SAMPLES, sampleWaveform, tooManySamples } from '../stimulus/sample-waveform';
import { errorAt, ms, type Path, warningAt } from './finding';

export function checkStimulation(project: Project): Problem[] {
  const { drives, clamps } = project.stimulation;
  const problems = [...drives.flatMap((drive, index) => driveProblems(project, drive, ['stimulation', 'drives', index])), ...waveformProblems(project), ...clamps.flatMap((_, index) => clampProblems(project, index))];
  if (drives.length === 0 && clamps.length === 0) {
    problems.push(errorAt(project, ['stimulation', 'drives'], project.electrodes.length === 0
      ? 'There is no stimulus; add an electrode and drive its contact with a waveform, or add a clamp.'
      : 'There is no stimulus; drive a contact with a waveform, or add a clamp.'));
  }
  return problems;
}

/** Contact and waveform of a drive, of the project or of a study (at `path`), must exist. */
export function driveProblems(project: Project, drive: Drive, path: Path): Problem[] {
  const problems: Problem[] = [];
  const contacts = contactsOf(project.electrodes).map(({ name }) => name);
  if (!contacts.includes(drive.contact)) {
    const electrode = project.electrodes.find(({ id }) => id === drive.contact);
    const hint = electrode ? ` It has ${contactCountOf(electrode)} contacts: name one of them, "${electrode.id}/0" for the first.` : didYouMean(drive.contact, contacts);
    problems.push(errorAt(project, [...path, 'contact'], `There is no contact "${drive.contact}".${hint} ${listOf('Contacts', contacts)}`));
  }
  const waveforms = project.stimulation.waveforms.map(({ id }) => id);
  if (!waveforms.includes(drive.waveform)) {
    problems.push(errorAt(project, [...path, 'waveform'], `There is no waveform "${drive.waveform}".${didYouMean(drive.waveform, waveforms)} ${listOf('Waveforms', waveforms)}`));
  }
  if (drive.weight === 0) problems.push(warningAt(project, [...path, 'weight'], 'The weight is 0, so this drive does nothing.'));
  return problems;
}

/** More samples than this are not drawn on every edit; the run samples them anyway. */
const QUICK_SAMPLES = 200_000;

function waveformProblems(project: Project): Problem[] {
  const { durationMs } = project.simulation;
  return project.stimulation.waveforms.flatMap(({ id, waveform }, index): Problem[] => {
    const path = ['stimulation', 'waveforms', index, 'waveform'];
    const driven = project.stimulation.drives.some((drive) => drive.waveform === id);
    const samples = sampleEstimate(waveform);
    if (samples > MAX_WAVEFORM_SAMPLES) return [errorAt(project, path, tooManySamples(samples))];
    if (samples > QUICK_SAMPLES) return [];
    try {
      const held = sampleWaveform(waveform, project.seed);
      if (!driven) return [];
      const last = held.timeMs[held.timeMs.length - 1];
      const first = held.valueUa.findIndex((value) => value !== 0);
      if (first < 0) return [warningAt(project, path, 'The waveform is 0 uA at all times; set an amplitude.')];
      if (held.timeMs[first] >= durationMs) {
        return [warningAt(project, path, `The waveform begins at ${ms(held.timeMs[first])}, after the simulated time (${ms(durationMs)}); it has no effect. Begin earlier or simulate longer.`)];
      }
      return [
        ...(last > durationMs ? [warningAt(project, path, `The waveform lasts until ${ms(last)}, beyond the simulated time (${ms(durationMs)}); the rest has no effect.`)] : []),
        ...(chargeOf(held, durationMs).peakUa > MANY_UA ? [warningAt(project, path, `The waveform reaches ${chargeOf(held, durationMs).peakUa} uA; more than ${MANY_UA} uA is far outside of what nerves and electrodes bear. Check the unit.`)] : []),
      ];
    } catch (error) {
      if (error instanceof RangeError) return [errorAt(project, path, error.message)];
      throw error;
    }
  });
}

/** 100 mA. */
const MANY_UA = 100_000;

function sampleEstimate(waveform: Waveform): number {
  switch (waveform.kind) {
    case 'sum': return waveform.terms.reduce((sum, term) => sum + sampleEstimate(term), 0);
    case 'sine': return waveform.durationMs / (waveform.sampleMs ?? 1 / (100 * waveform.frequencyKhz));
    case 'square': return 2 * waveform.durationMs * waveform.frequencyKhz;
    case 'ramp': case 'noise': return waveform.durationMs / waveform.sampleMs;
    case 'harmonic': return waveform.sampleMs === undefined ? 50 * waveform.weights.length : waveform.durationMs / waveform.sampleMs;
    default: return 0;
  }
}

function clampProblems(project: Project, index: number): Problem[] {
  const clamp = project.stimulation.clamps[index];
  const path = ['stimulation', 'clamps', index];
  const problems: Problem[] = [];
  const fascicles = project.fascicles.map(({ id }) => id);
  clamp.fascicles?.forEach((id, k) => {
    if (!fascicles.includes(id)) problems.push(errorAt(project, [...path, 'fascicles', k], `There is no fascicle "${id}".${didYouMean(id, fascicles)} ${listOf('Fascicles', fascicles)}`));
  });
  if (project.fascicles.length === 0) {
    const fibers = project.fibers.map(({ id }) => id);
    clamp.fibers?.forEach((id, k) => {
      if (!fibers.includes(id)) problems.push(errorAt(project, [...path, 'fibers', k], `There is no fibre "${id}".${didYouMean(id, fibers)} ${listOf('Fibres', fibers)}`));
    });
  }
  if (clamp.startMs >= project.simulation.durationMs) {
    problems.push(warningAt(project, [...path, 'startMs'], `The clamp begins at ${ms(clamp.startMs)}, after the simulated time (${ms(project.simulation.durationMs)}); it has no effect.`));
  }
  return problems;
}
