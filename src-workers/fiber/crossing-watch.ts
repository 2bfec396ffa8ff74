// Watches one compartment for an upward crossing of a level: has an action potential arrived there?
import type { Cable } from './cable';
import { clampCompartment } from './fiber-setup';
import type { BlockView, FiberWatch } from './group-run';

/** An action potential counts where V rises through levelMv later than afterMs at `position`, a fraction of the length (nearest node of Ranvier). */
export interface CrossingCriterion {
  kind: 'crossing';
  position: number;
  levelMv: number;
  afterMs: number;
}

export class CrossingWatch implements FiberWatch {
  readonly compartments: Int32Array;
  crossed = false;

  constructor(cable: Cable, private readonly criterion: CrossingCriterion, private readonly dtMs: number) {
    this.compartments = Int32Array.of(clampCompartment(cable, criterion.position));
  }

  block(view: BlockView): boolean {
    const { levelMv, afterMs } = this.criterion;
    if (view.largest(0) < levelMv || (view.to - 1) * this.dtMs <= afterMs) return false;
    const first = view.from - 1;
    const values = view.window(0, first);
    for (let sample = view.from; sample < view.to && !this.crossed; sample++) {
      this.crossed = sample * this.dtMs > afterMs && values[sample - first] >= levelMv && values[sample - first - 1] < levelMv;
    }
    return this.crossed;
  }
}
