// Rate tables between their rows: close to the expressions everywhere, also beside potentials at which a time constant jumps.
import { expect, it } from 'vitest';
import { evaluate } from '../../../../src-workers/codegen/evaluate';
import { membranePlan } from '../../../../src-workers/fiber/kernels/membrane-plan';
import { buildRateTable, tableGrid, tableRowBytes } from '../../../../src-workers/fiber/kernels/rate-table';
import { unmyelinatedMembrane } from '../../../../src-workers/membrane';

it.each(['HH', 'Sundt', 'Tigerholm', 'Schild_94', 'Schild_97'] as const)('%s: interpolated columns are within 1e-5 (and 5e-8) of the exact ones', (model) => {
  const plan = membranePlan(unmyelinatedMembrane({ model, variant: 'published' }), 'tables', -60);
  const dtMs = 0.005;
  const grid = tableGrid(plan, 160);
  const values = buildRateTable(plan, grid, dtMs, 'f64');
  const rowLength = tableRowBytes(plan, 'f64') / 8;
  // Time constants of Tigerholm jump at -31, -60 and -70 mV.
  for (const v of [-159.99, -70.03, -70.001, -69.99, -60.02, -59.999, -31.01, -31.0001, -31, -30.98, -20.7, 0.013, 44.444]) {
    const at = v / grid.stepMv - grid.firstRow;
    const row = Math.floor(at);
    plan.columns.forEach((column, c) => {
      const place = row * rowLength + Math.floor(c / 2) * 4 + (c % 2);
      const interpolated = values[place] + (at - row) * values[place + 2];
      const exact = evaluate(column, { v, dt: dtMs });
      expect(Math.abs(interpolated - exact), `column ${c} at ${v} mV`).toBeLessThan(5e-8 + 1e-5 * Math.abs(exact));
    });
  }
});
