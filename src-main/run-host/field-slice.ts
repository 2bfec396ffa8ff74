// The potential over a transverse plane at the instant of the largest currents, as the views colour it.
import type { PotentialSlice } from '../../src-model/bridge';
import { ProblemError } from '../../src-model/problem';
import type { Project } from '../../src-model/project';
import { contactDrives } from '../../src-model/stimulus/contact-drives';
import { heldValueAt } from '../../src-model/stimulus/held-arithmetic';
import type { HeldWaveform } from '../../src-model/stimulus/held-waveform';
import { fieldAtPoints } from '../run/field-at-points';
import type { PhaseContext } from '../run/phase-context';

/** Cells along each side: fine enough to be smooth on a screen, coarse enough to be sampled in a moment. */
const CELLS = 160;
/** Beyond the nerve's surface, so that the neighbourhood of a cuff is seen too. */
const MARGIN = 1.25;
/** Half width of the picture around the fibres of a project without a nerve. */
const MEDIUM_MARGIN_UM = 500;

/** `project` must be valid. Currents that are nowhere driven count as 0. */
export async function fieldSlice(project: Project, xUm: number, context: PhaseContext): Promise<PotentialSlice> {
  const halfUm = halfWidthUm(project);
  const cellUm = (2 * halfUm) / CELLS;
  const pointsUm = new Float64Array(3 * CELLS * CELLS);
  for (let row = 0; row < CELLS; row++) {
    for (let column = 0; column < CELLS; column++) {
      pointsUm.set([xUm, -halfUm + (column + 0.5) * cellUm, -halfUm + (row + 0.5) * cellUm], 3 * (row * CELLS + column));
    }
  }
  const { timeMs, values } = await potentialsNow(project, pointsUm, context);
  return { title: 'Potential', unit: 'mV', timeMs, xUm, minYUm: -halfUm, maxYUm: halfUm, minZUm: -halfUm, maxZUm: halfUm, columns: CELLS, rows: CELLS, values };
}

/** Potentials at points (x, y, z of point n at 3n, um) at the instant of the largest currents, mV. */
export async function potentialsNow(project: Project, pointsUm: Float64Array, context: PhaseContext): Promise<{ timeMs: number; values: Float64Array }> {
  const drives = contactDrives(project);
  const timeMs = instantOfLargestCurrent(drives);
  if (timeMs === null) throw new ProblemError([{ severity: 'error', path: ['stimulation', 'drives'], where: 'stimulus', message: 'No contact carries a current, so there is no field to show. Drive a contact with a waveform.' }]);
  const { perContact } = await fieldAtPoints(project, pointsUm, context);
  const values = new Float64Array(pointsUm.length / 3);
  perContact.forEach((potentials, contact) => {
    const held = drives[contact];
    // mV per mA times uA.
    const factor = held ? heldValueAt(held, timeMs) / 1000 : 0;
    if (factor !== 0) potentials.forEach((value, point) => { values[point] += factor * value; });
  });
  return { timeMs, values };
}

/** When the sum of all magnitudes is largest, the first time it is; null without any current. */
function instantOfLargestCurrent(drives: readonly (HeldWaveform | null)[]): number | null {
  const driven = drives.filter((held) => held !== null);
  let best: number | null = null;
  let largest = 0;
  for (const timeMs of driven.flatMap((held) => [...held.timeMs])) {
    const total = driven.reduce((sum, held) => sum + Math.abs(heldValueAt(held, timeMs)), 0);
    if (total > largest * (1 + 1e-9)) [best, largest] = [timeMs, total];
  }
  return best;
}

function halfWidthUm({ nerve, fibers, electrodes }: Project): number {
  if (nerve) return (MARGIN * nerve.diameterUm) / 2;
  const positions = [...fibers, ...electrodes.filter((electrode) => electrode.kind === 'point')].flatMap(({ yUm, zUm }) => [Math.abs(yUm), Math.abs(zUm)]);
  return Math.max(0, ...positions) + MEDIUM_MARGIN_UM;
}
