// The packer: axons drift to the centre and push each other away until they lie as close as their spacing allows.
// After Mingasson, Duval, Stikov, Cohen-Adad 2017, Front Neuroinform 11:5. Axons start on a square grid; overlapping axons move
// apart by no more than their overlap (so that they come to rest), and the drift slows down instead of staying constant.
import { keyedStream } from '../../src-model/random/keyed-stream';
import { CancelledError, type Task } from '../../src-model/task';
import type { Positions } from './place';

export interface PackingRequest {
  /** The circular fascicle. */
  centerYUm: number;
  centerZUm: number;
  fascicleDiameterUm: number;
  diameterUm: Float64Array;
  spacingUm: number;
  borderSpacingUm: number;
  seed: number;
  fascicleId: string;
}

const DRIFT_STEPS = 2000;
const RELAX_STEPS = 3000;
/** Drift per step at the end, um; at the start it crosses the whole cloud in a few hundred steps. */
const LAST_DRIFT_UM = 0.005;
const CROSSING_STEPS = 150;
/** Largest move away from one neighbour per step, um. */
const PUSH_UM = 0.5;
/** Up to this share of the fascicle discs can be pressed inside its border; beyond it those left outside are left out. */
const PACKABLE_SHARE = 0.72;
/** Overlap of axons that counts as none, um. */
const RESOLVED_UM = 1e-6;

/** Positions of all axons; NaN for those that end up outside of the fascicle or (the smaller of a pair) still overlapping. */
export function packAxons(request: PackingRequest, task: Task): Positions {
  const { diameterUm, spacingUm, borderSpacingUm, fascicleDiameterUm } = request;
  const count = diameterUm.length;
  const radius = diameterUm.map((d) => d / 2);
  const cloud = startGrid(request);
  const neighbours = new NeighbourList(cloud, radius, spacingUm);
  const startRadius = cloud.yUm.reduce((most, y, k) => Math.max(most, Math.hypot(y, cloud.zUm[k])), LAST_DRIFT_UM);
  const firstDrift = Math.max(LAST_DRIFT_UM, startRadius / CROSSING_STEPS);
  const innerRadius = fascicleDiameterUm / 2 - borderSpacingUm;
  const crowding = radius.reduce((sum, r) => sum + (r + spacingUm / 2) ** 2, 0) / innerRadius ** 2;
  const wallRadius = crowding <= PACKABLE_SHARE ? innerRadius : Infinity;
  for (let step = 0; step < DRIFT_STEPS + RELAX_STEPS; step++) {
    if (step % 50 === 0) {
      if (task.cancelled) throw new CancelledError();
      task.progress(step, DRIFT_STEPS + RELAX_STEPS);
    }
    if (step === DRIFT_STEPS) center(cloud, radius);
    const drifting = step < DRIFT_STEPS;
    const worst = neighbours.move(drifting ? firstDrift * (LAST_DRIFT_UM / firstDrift) ** (step / DRIFT_STEPS) : 0, drifting ? Infinity : wallRadius);
    if (!drifting && worst <= RESOLVED_UM) break;
  }
  spread(cloud, radius, fascicleDiameterUm, borderSpacingUm);
  dropMisfits(cloud, radius, innerRadius + RESOLVED_UM);
  task.progress(1, 1);
  for (let k = 0; k < count; k++) {
    cloud.yUm[k] += request.centerYUm;
    cloud.zUm[k] += request.centerZUm;
  }
  return cloud;
}

/** Square grid of pitch (largest diameter + spacing) about the origin, with random sites left empty. */
function startGrid({ diameterUm, spacingUm, seed, fascicleId }: PackingRequest): Positions {
  const count = diameterUm.length;
  const side = Math.ceil(Math.sqrt(count));
  const pitch = diameterUm.reduce((most, d) => Math.max(most, d), 0) + spacingUm;
  const sites = Array.from({ length: side * side }, (_, site) => site);
  const stream = keyedStream(seed, fascicleId, 'pack');
  for (let last = sites.length - 1; last >= count; last--) {
    const removed = Math.floor(stream.uniform() * (last + 1));
    sites.splice(removed, 1);
  }
  return {
    yUm: Float64Array.from(sites, (site) => ((site % side) - (side - 1) / 2) * pitch),
    zUm: Float64Array.from(sites, (site) => (Math.floor(site / side) - (side - 1) / 2) * pitch),
  };
}

/** Pairs that may touch soon; rebuilt when axons have moved far enough to meet new ones. */
class NeighbourList {
  /** Gap up to which pairs are listed; wide while axons drift fast. */
  private skinUm = 0;
  private first = new Int32Array(0);
  private second = new Int32Array(0);
  private travelled = Infinity;
  private readonly positions: Positions;
  private readonly radius: Float64Array;
  private readonly spacingUm: number;
  private readonly moveY: Float64Array;
  private readonly moveZ: Float64Array;

  constructor(positions: Positions, radius: Float64Array, spacingUm: number) {
    this.positions = positions;
    this.radius = radius;
    this.spacingUm = spacingUm;
    this.moveY = new Float64Array(radius.length);
    this.moveZ = new Float64Array(radius.length);
  }

  /**
   * One step: free axons drift inwards, overlapping ones push each other away, and a wall about the origin pushes back what
   * reaches through it. Returns the largest overlap before the step, um.
   */
  move(driftUm: number, wallRadiusUm: number): number {
    if (this.travelled > this.skinUm / 2) this.rebuild(0.6 + 8 * driftUm);
    const { yUm, zUm } = this.positions;
    const { moveY, moveZ, radius, spacingUm } = this;
    moveY.fill(0);
    moveZ.fill(0);
    const touched = new Uint8Array(yUm.length);
    let worst = 0;
    for (let pair = 0; pair < this.first.length; pair++) {
      const a = this.first[pair];
      const b = this.second[pair];
      const dy = yUm[a] - yUm[b];
      const dz = zUm[a] - zUm[b];
      const reach = radius[a] + radius[b] + spacingUm;
      const squared = dy * dy + dz * dz;
      if (squared >= reach * reach) continue;
      const distance = Math.sqrt(squared);
      const overlap = reach - distance;
      worst = Math.max(worst, overlap);
      touched[a] = touched[b] = 1;
      const push = Math.min(PUSH_UM, overlap / 2 + RESOLVED_UM / 4);
      const uy = distance > 0 ? dy / distance : 1;
      const uz = distance > 0 ? dz / distance : 0;
      moveY[a] += push * uy;
      moveZ[a] += push * uz;
      moveY[b] -= push * uy;
      moveZ[b] -= push * uz;
    }
    let farthest = 0;
    for (let k = 0; k < yUm.length; k++) {
      const toCenter = Math.sqrt(yUm[k] * yUm[k] + zUm[k] * zUm[k]);
      const excess = toCenter + radius[k] - wallRadiusUm;
      if (excess > 0 && toCenter > 0) {
        worst = Math.max(worst, excess);
        moveY[k] -= (yUm[k] / toCenter) * Math.min(PUSH_UM, excess);
        moveZ[k] -= (zUm[k] / toCenter) * Math.min(PUSH_UM, excess);
      } else if (!touched[k]) {
        const inward = toCenter > driftUm ? driftUm / toCenter : driftUm > 0 ? 1 : 0;
        moveY[k] = -yUm[k] * inward;
        moveZ[k] = -zUm[k] * inward;
      }
      yUm[k] += moveY[k];
      zUm[k] += moveZ[k];
      farthest = Math.max(farthest, Math.abs(moveY[k]) + Math.abs(moveZ[k]));
    }
    this.travelled += farthest;
    return worst;
  }

  /** Sweep along y: only axons whose intervals overlap can be neighbours. */
  private rebuild(skinUm: number): void {
    this.skinUm = skinUm;
    const { yUm, zUm } = this.positions;
    const half = this.radius.map((r) => r + (this.spacingUm + skinUm) / 2);
    const order = Int32Array.from(yUm, (_, k) => k).sort((a, b) => yUm[a] - half[a] - (yUm[b] - half[b]) || a - b);
    const first: number[] = [];
    const second: number[] = [];
    for (let i = 0; i < order.length; i++) {
      const a = order[i];
      for (let j = i + 1; j < order.length; j++) {
        const b = order[j];
        if (yUm[b] - half[b] > yUm[a] + half[a]) break;
        if (Math.abs(zUm[a] - zUm[b]) > half[a] + half[b]) continue;
        first.push(a);
        second.push(b);
      }
    }
    this.first = Int32Array.from(first);
    this.second = Int32Array.from(second);
    this.travelled = 0;
  }
}

/** Puts the cloud's centre, weighted by size, on the origin. */
function center({ yUm, zUm }: Positions, radius: Float64Array): void {
  const weight = radius.reduce((sum, r) => sum + r, 0);
  const middleY = yUm.reduce((sum, y, k) => sum + y * radius[k], 0) / weight;
  const middleZ = zUm.reduce((sum, z, k) => sum + z * radius[k], 0) / weight;
  for (let k = 0; k < yUm.length; k++) {
    yUm[k] -= middleY;
    zUm[k] -= middleZ;
  }
}

/** Spreads a cloud that is smaller than the fascicle so that it fills it but for 1 %. */
function spread({ yUm, zUm }: Positions, radius: Float64Array, fascicleDiameterUm: number, borderSpacingUm: number): void {
  const cloudRadius = yUm.reduce((most, y, k) => Math.max(most, Math.hypot(y, zUm[k]) + radius[k]), 0);
  const factor = (0.99 * fascicleDiameterUm) / (2 * (cloudRadius + borderSpacingUm));
  if (factor <= 1) return;
  // Scaling positions alone moves the outermost axon less than its own radius asks for, so it stays inside.
  for (let k = 0; k < yUm.length; k++) {
    yUm[k] *= factor;
    zUm[k] *= factor;
  }
}

/** Only the axons that do not fit are left out: outside of the fascicle, or the smaller of two that overlap. */
function dropMisfits({ yUm, zUm }: Positions, radius: Float64Array, innerRadiusUm: number): void {
  const leaveOut = (k: number): void => { yUm[k] = zUm[k] = NaN; };
  for (let k = 0; k < yUm.length; k++) if (Math.hypot(yUm[k], zUm[k]) + radius[k] > innerRadiusUm) leaveOut(k);
  const byY = Array.from(yUm, (_, k) => k).filter((k) => !Number.isNaN(yUm[k])).sort((a, b) => yUm[a] - radius[a] - (yUm[b] - radius[b]));
  byY.forEach((a, position) => {
    for (let next = position + 1; next < byY.length && !Number.isNaN(yUm[a]); next++) {
      const b = byY[next];
      if (yUm[b] - radius[b] > yUm[a] + radius[a]) break;
      if (Number.isNaN(yUm[b]) || Math.hypot(yUm[a] - yUm[b], zUm[a] - zUm[b]) >= radius[a] + radius[b]) continue;
      leaveOut(radius[a] < radius[b] ? a : b);
    }
  });
}
