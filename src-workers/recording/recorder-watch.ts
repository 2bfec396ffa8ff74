// What recorders see of one fibre, summed up while it runs: no trace of any compartment is kept.
import type { Cable } from '../fiber/cable';
import type { DriveSchedule } from '../fiber/drive-schedule';
import { CLAMP_RESISTANCE_MOHM, type FiberSetup } from '../fiber/fiber-setup';
import type { BlockView, FiberWatch } from '../fiber/group-run';

const NA_PER_MA = 1e6;

/**
 * The currents that leave the compartments follow from the potentials by Kirchhoff's law, I_k = sum_j G_kj (vi_j - vi_k) + X_kj (vx_j - vx_k) + clamp_k,
 * and the couplings are symmetric: sum_k s_k I_k = sum_k (sum_j G_kj (s_j - s_k)) vi_k + (sum_j X_kj (s_j - s_k)) vx_k + s_k clamp_k.
 */
interface Sensor {
  /** Weights of vi and vx by compartment, and the sensor itself (mV per mA). */
  inside: Float64Array;
  sheath: Float64Array;
  footprint: Float64Array;
  /** What 1 uA of each contact contributes through the potential e outside (part of vi and vx); 0 without drive. */
  field: number[];
}

export class RecorderWatch implements FiberWatch {
  readonly compartments: Int32Array;
  /** potentialsMv[r][n]: recorder r after n steps. */
  readonly potentialsMv: Float64Array[];
  private readonly sensors: Sensor[];

  constructor(private readonly setup: FiberSetup, private readonly drive: DriveSchedule, footprints: readonly Float64Array[]) {
    const { cable } = setup;
    this.compartments = Int32Array.from({ length: cable.compartmentCount }, (_, k) => k);
    this.potentialsMv = footprints.map(() => new Float64Array(drive.stepCount + 1));
    this.sensors = footprints.map((footprint) => {
      const inside = couplingCurrents(footprint, cable.axialUs);
      const sheath = couplingCurrents(footprint, cable.periaxonalUs);
      const field = setup.sources.map((source) => (source ? source.potentialMv.reduce((sum, e, k) => sum + e * (inside[k] + sheath[k]), 0) : 0));
      return { inside, sheath, footprint, field };
    });
  }

  block(view: BlockView): boolean {
    const { cable } = this.setup;
    for (const k of this.compartments) {
      // The weights of a sealed cable add up to 0: only departures from the start potential count.
      const potential = view.window(k, view.from);
      this.sensors.forEach(({ inside }, r) => { addWeighted(this.potentialsMv[r], view, potential, inside[k], cable.initialVoltageMv); });
      if (cable.exposed[k]) continue;
      const relative = view.sheath(k);
      this.sensors.forEach(({ inside, sheath }, r) => { addWeighted(this.potentialsMv[r], view, relative, inside[k] + sheath[k], 0); });
    }
    this.sensors.forEach((sensor, r) => {
      for (let n = view.from; n < view.to; n++) this.potentialsMv[r][n] = (this.potentialsMv[r][n] + this.fromOutside(sensor, n - 1)) / NA_PER_MA;
    });
    for (const clamp of this.setup.clamps) this.addClamp(clamp, view);
    return false;
  }

  /** What the field along the fibre adds in a step, nA times mV per mA. */
  private fromOutside({ field }: Sensor, step: number): number {
    return field.reduce((sum, perUa, c) => sum + perUa * (this.drive.currentUa[c]?.[step] ?? 0) * this.setup.scale, 0);
  }

  private addClamp({ kind, compartment, amplitude, factor }: FiberSetup['clamps'][number], view: BlockView): void {
    const potential = kind === 'voltage' ? view.window(compartment, view.from) : null;
    for (let n = view.from; n < view.to; n++) {
      const strength = factor[n - 1];
      if (strength === 0) continue;
      const currentNa = strength * (potential ? (amplitude - this.outsideMv(compartment, n - 1) - potential[n - view.from]) / CLAMP_RESISTANCE_MOHM : amplitude);
      this.sensors.forEach(({ footprint }, r) => { this.potentialsMv[r][n] += (footprint[compartment] * currentNa) / NA_PER_MA; });
    }
  }

  private outsideMv(compartment: number, step: number): number {
    return this.setup.sources.reduce((sum, source, c) => sum + (source?.potentialMv[compartment] ?? 0) * (this.drive.currentUa[c]?.[step] ?? 0) * this.setup.scale, 0);
  }
}

function addWeighted(target: Float64Array, { from, to }: BlockView, values: Float64Array, weight: number, originMv: number): void {
  for (let n = from; n < to; n++) target[n] += weight * (values[n - from] - originMv);
}

/** sum_j g_kj (s_j - s_k). */
function couplingCurrents(s: Float64Array, couplingUs: Cable['axialUs']): Float64Array {
  const currents = new Float64Array(s.length);
  for (let k = 0; k < s.length - 1; k++) {
    const current = couplingUs[k] * (s[k + 1] - s[k]);
    currents[k] += current;
    currents[k + 1] -= current;
  }
  return currents;
}
