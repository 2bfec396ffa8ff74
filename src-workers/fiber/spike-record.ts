// The watch of the fibre phase: spikes at the nodes of one fibre, and the traces that were asked for.
import type { Simulation } from '../../src-model/project';
import { DEFAULT_SPIKE_RULES, isRecruited } from '../analysis';
import type { FiberSetup } from './fiber-setup';
import type { BlockView, FiberWatch } from './group-run';
import { type WatchedPeaks, fiberResult, rasterOfPeaks, spikeWidthSamples } from './outcome';
import { recordedCompartments } from './reference/recorder';
import type { FiberResult, Trace } from './request';
import { SpikeWatch } from './spike-watch';

/** Why a compartment is watched. */
const NODE = 1;
const TRACE = 2;

/** Follows the nodes (all compartments of unmyelinated fibres) and keeps V at the recorded compartments. */
export class SpikeRecord implements FiberWatch {
  readonly compartments: Int32Array;
  private readonly watches: (SpikeWatch | null)[];
  private readonly traceRows: readonly number[];
  private readonly nodeRows: readonly number[];
  private readonly trace: Trace | null;
  private readonly widthSamples: number;
  private decided = false;

  constructor(
    private readonly setup: FiberSetup, private readonly dtMs: number, private readonly stepCount: number,
    private readonly record: Simulation['record'], private readonly recruitmentOnly: boolean, private readonly fromMs = 0,
  ) {
    const { cable } = setup;
    const recorded = recordedCompartments(cable, setup.spec, record);
    const watched = new Uint8Array(cable.compartmentCount);
    for (const k of cable.nodeCompartments) watched[k] |= NODE;
    for (const k of recorded) watched[k] |= TRACE;
    const rowsWith = (mark: number): number[] => {
      const rows: number[] = [];
      this.compartments.forEach((k, row) => { if (watched[k] & mark) rows.push(row); });
      return rows;
    };
    this.compartments = recorded.length === 0 ? cable.nodeCompartments : Int32Array.from(watched.keys()).filter((k) => watched[k] !== 0);
    this.widthSamples = spikeWidthSamples(dtMs);
    this.watches = new Array<SpikeWatch | null>(this.compartments.length).fill(null);
    this.traceRows = rowsWith(TRACE);
    this.nodeRows = rowsWith(NODE);
    const sampleCount = Math.floor(stepCount / record.everySteps) + 1;
    this.trace = recorded.length === 0 ? null : {
      quantity: 'V', xUm: Float64Array.from(recorded, (k) => cable.centerUm[k]), sampleCount, values: new Float64Array(recorded.length * sampleCount),
    };
  }

  block(view: BlockView): boolean {
    const last = view.to > this.stepCount;
    for (const row of this.nodeRows) this.follow(row, view, last);
    if (this.trace) this.keep(this.trace, view);
    if (this.recruitmentOnly && !last) this.decided = this.recruitedFrom(this.fromMs, (view.to - 1) * this.dtMs - DEFAULT_SPIKE_RULES.refractoryMs);
    return this.decided;
  }

  result(): FiberResult {
    return fiberResult(this.setup.spec, this.watched(), this.dtMs, this.dtMs * this.record.everySteps, this.trace ? [this.trace] : []);
  }

  /** Whether an action potential began at or after fromMs. Spikes later than `settledMs` are left out: a higher one may still replace them. */
  recruitedFrom(fromMs: number, settledMs = Infinity): boolean {
    const { xUm, peaks } = this.watched();
    if (!peaks.some((row) => row.some(({ wide }) => wide))) return false;
    const raster = rasterOfPeaks({ xUm, peaks }, this.dtMs);
    const settled = raster.timeMs.filter((timeMs) => timeMs <= settledMs).length;
    return isRecruited({ xUm: raster.xUm.subarray(0, settled), timeMs: raster.timeMs.subarray(0, settled) }, xUm.length, fromMs);
  }

  private watched(): WatchedPeaks {
    const { cable } = this.setup;
    return {
      xUm: Float64Array.from(this.nodeRows.map((row) => cable.centerUm[this.compartments[row]])),
      peaks: this.nodeRows.map((row) => this.watches[row]?.peaks ?? []),
    };
  }

  private follow(row: number, view: BlockView, last: boolean): void {
    const watch = (this.watches[row] ??= new SpikeWatch(this.widthSamples, view.initialMv(row)));
    watch.push({ from: view.from, to: view.to, window: (first) => view.window(row, first), smallest: view.smallest(row), largest: view.largest(row), complete: last });
  }

  private keep(trace: Trace, view: BlockView): void {
    const { everySteps } = this.record;
    this.traceRows.forEach((row, r) => {
      const first = r * trace.sampleCount;
      if (view.from === 1) trace.values[first] = view.initialMv(row);
      const values = view.window(row, view.from);
      for (let sample = Math.ceil(view.from / everySteps) * everySteps; sample < view.to; sample += everySteps) trace.values[first + sample / everySteps] = values[sample - view.from];
    });
  }
}
