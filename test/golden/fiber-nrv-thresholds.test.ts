// Thresholds that NRV 1.4.0 found with its own search and recruitment rule (nrv-thresholds.csv), all nine models, against runs as users make them
// (rate tables, reduced modes): silent 0.5 % below, recruited 0.5 % above, in 99.5 % of the cases.
import { expect, it } from 'vitest';
import { simulationSchema } from '../../src-model/project';
import { SILENT_TASK } from '../../src-model/task';
import { geometryOf } from '../../src-workers/fiber/morphology';
import type { FiberSpec } from '../../src-workers/fiber/request';
import { simulateFibers } from '../../src-workers/fiber/simulate';
import { myelinatedFiber, pointSource, pulse, unmyelinatedFiber } from './fiber-run';
import { goldenTable } from './golden-csv';

const TOLERANCE = 0.005;
const MYELINATED = ['MRG', 'Gaines_motor', 'Gaines_sensory'];

interface Case {
  spec: FiberSpec;
  footprint: Float64Array;
  pulseMs: number;
  thresholdUa: number;
}

/** A fibre of the length that NRV gives to 21 nodes, and the middle of node 10. */
function overNode10(complete: FiberSpec): [FiberSpec, number] {
  const { internodeUm } = geometryOf(complete as FiberSpec & { myelinated: true });
  return [{ ...complete, lengthUm: Math.ceil(20 * internodeUm) + 1.2 }, 10 * internodeUm + 0.5];
}

function cases(): Case[] {
  const table = goldenTable('nrv-thresholds.csv');
  return table.texts('model').map((model, row) => {
    const number = (name: string): number => table.numbers(name)[row];
    const [spec, overUm] = MYELINATED.includes(model) ? overNode10(myelinatedFiber(number('d_um'), 21, { model, variant: 'nrv' }))
      : [unmyelinatedFiber(1, 5000, { model, variant: 'nrv', compartments: { kind: 'd-lambda' } }), 2500];
    return {
      spec, footprint: pointSource(spec, overUm, number('distance_um'), number('along_S_per_m'), number('across_S_per_m')),
      pulseMs: number('pw_ms'), thresholdUa: number('threshold_uA'),
    };
  });
}

/** Whether each case is recruited at a factor on its threshold. */
function recruited(each: readonly Case[], factor: number): (boolean | null)[] {
  const answers = new Map<Case, boolean | null>();
  for (const myelinated of [true, false]) {
    for (const pulseMs of new Set(each.map((one) => one.pulseMs))) {
      const batch = each.filter((one) => one.pulseMs === pulseMs && one.spec.myelinated === myelinated);
      if (batch.length === 0) continue;
      simulateFibers({
        fibers: batch.map(({ spec }) => spec), footprints: batch.map(({ footprint }) => [footprint]), drives: [pulse(1, pulseMs, -1)],
        scale: Float64Array.from(batch, ({ thresholdUa }) => factor * thresholdUa), recruitmentOnly: true,
        simulation: simulationSchema.parse({ durationMs: myelinated ? 5 : 20, dtMs: 0.005, scheme: 'backward-euler' }),
      }, SILENT_TASK).forEach((result, k) => answers.set(batch[k], result.recruited));
    }
  }
  return each.map((one) => answers.get(one)!);
}

it('recruitment changes within 0.5 % of NRV\'s threshold', () => {
  const all = cases();
  expect(all.length).toBe(74);
  const below = recruited(all, 1 - TOLERANCE);
  const above = recruited(all, 1 + TOLERANCE);
  const misses = all.flatMap(({ spec, pulseMs, thresholdUa }, k) => (below[k] === false && above[k] === true ? [] : [`${spec.model.model} ${spec.diameterUm} um, ${pulseMs} ms: ${thresholdUa} uA`]));
  expect(misses.length / all.length, misses.join('; ')).toBeLessThanOrEqual(0.005);
});
