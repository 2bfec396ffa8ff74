// Action potentials travelling along the fibres of the results, as colours in the model's 3-D view: traces are fetched once and thinned to
// what a picture can show, then played or moved by hand.
import type { FiberTrace, RunResults } from '../../../src-model/results';
import { type Frames, framesOf } from '../../scene/propagation-profile';
import { sceneLengthUm } from '../../scene/geometry/extent';
import type { Workbench } from '../workbench.svelte';

/** More traced fibres than this are not fetched for the picture. */
const MOST_FIBERS = 300;
/** An animation lasts about as long for every run. */
const ANIMATION_SECONDS = 8;

export class Propagation {
  on = $state(false);
  playing = $state(false);
  timeMs = $state(0);
  loading = $state(false);
  failure = $state<string | null>(null);
  private loaded = $state.raw<{ results: RunResults; frames: Frames | null } | null>(null);

  /** Whether these results hold anything to show. */
  isPossible(results: RunResults | null): results is RunResults {
    return results !== null && results.tracedFibers.length > 0;
  }

  framesOf(results: RunResults | null): Frames | null {
    return this.on && this.loaded !== null && this.loaded.results === results ? this.loaded.frames : null;
  }

  async load({ runs, bridge }: Workbench): Promise<void> {
    const { results } = runs;
    if (!this.isPossible(results) || this.loaded?.results === results) return;
    this.loading = true;
    this.failure = null;
    this.timeMs = 0;
    try {
      const traces: { id: string; trace: FiberTrace }[] = [];
      for (const id of results.tracedFibers.slice(0, MOST_FIBERS)) {
        const [trace] = (await bridge.run.traces(id)).filter(({ quantity }) => quantity === 'V');
        // Other results may be shown by now.
        if (runs.results !== results) return;
        if (trace) traces.push({ id, trace });
      }
      this.loaded = { results, frames: framesOf(results.fibers, traces, sceneLengthUm(results.project)) };
      if (this.loaded.frames === null) this.failure = 'No membrane potentials were recorded: choose "Membrane potential" under Simulation, Recording, and run again.';
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    } finally {
      this.loading = false;
    }
  }
}

/** Call while a component is set up. */
export function keepPropagation(workbench: Workbench): void {
  const { propagation, runs } = workbench;
  $effect(() => {
    if (propagation.on && runs.results) void propagation.load(workbench);
  });
  $effect(() => {
    const frames = propagation.framesOf(runs.results);
    if (!propagation.playing || !frames) return undefined;
    let last = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      propagation.timeMs = (propagation.timeMs + ((now - last) / 1000) * (frames.durationMs / ANIMATION_SECONDS)) % frames.durationMs;
      last = now;
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  });
}
