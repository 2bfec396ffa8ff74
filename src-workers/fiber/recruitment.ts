// Whether spikes form an action potential that travels: NRV's splitting of a raster (reference section 5.2), for one fibre at a time.

/** Spikes of one fibre, in any order. xUm[k] and timeMs[k] belong together; `positionCount` = number of positions watched. */
export interface Raster {
  xUm: Float64Array;
  timeMs: Float64Array;
  positionCount: number;
}

/** Neighbouring spikes of one action potential lie closer than this in time (ms) and than this many position spacings. */
const LINK_MS = 0.5;
const LINK_SPACINGS = 5;
/** An action potential must cover this fraction of the positions on one side of its start. */
const LEAST_FRACTION = 0.1;

export interface ActionPotential {
  startXUm: number;
  startTimeMs: number;
}

/** The action potentials of a raster by their starts, in the order in which they are found (by time of their first spike). */
export function actionPotentials(raster: Raster): ActionPotential[] {
  const least = Math.floor(LEAST_FRACTION * raster.positionCount);
  const found: ActionPotential[] = [];
  let rest = Array.from(raster.timeMs.keys()).sort((a, b) => raster.timeMs[a] - raster.timeMs[b] || raster.xUm[a] - raster.xUm[b]);
  while (rest.length > Math.max(least, 1)) {
    const earliest = new Map<number, number>();
    for (const k of rest) if (!earliest.has(raster.xUm[k])) earliest.set(raster.xUm[k], k);
    const byX = [...earliest.values()].sort((a, b) => raster.xUm[a] - raster.xUm[b]);
    if (byX.length < 2) break;
    const reachUm = LINK_SPACINGS * byX.slice(1).reduce((least, k, j) => Math.min(least, raster.xUm[k] - raster.xUm[byX[j]]), Infinity);
    const start = byX.indexOf(rest[0]);
    const accept = (candidates: readonly number[], within: (delayMs: number) => boolean): number[] => {
      let last = byX[start];
      return candidates.filter((k) => {
        const linked = within(raster.timeMs[k] - raster.timeMs[last]) && Math.abs(raster.xUm[k] - raster.xUm[last]) < reachUm;
        if (linked) last = k;
        return linked;
      });
    };
    const up = accept(byX.slice(start), (delayMs) => delayMs >= 0 && delayMs < LINK_MS);
    const down = accept(byX.slice(0, start + 1).reverse(), (delayMs) => delayMs >= 0 && delayMs <= LINK_MS);
    if (Math.max(up.length, down.length) >= least) found.push({ startXUm: raster.xUm[rest[0]], startTimeMs: raster.timeMs[rest[0]] });
    const taken = new Set([...up, ...down]);
    rest = rest.filter((k) => !taken.has(k));
  }
  return found;
}
