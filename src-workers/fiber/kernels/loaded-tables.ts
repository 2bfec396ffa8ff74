// The rate tables of a kernel in its memory, for one time step: built once, grown on demand.
import type { KernelMemory } from './kernel-memory';
import type { ParameterLayout } from './kernel-parameters';
import type { MembranePlan } from './membrane-plan';
import { FIRST_RANGE_MV, LARGEST_RANGE_MV, buildRateTable, nextRangeMv, tableGrid, tableRowBytes } from './rate-table';
import { rowOrigin } from './table-code';

export class LoadedTables {
  private rangeMv = FIRST_RANGE_MV;

  constructor(private readonly memory: KernelMemory, private readonly parameters: ParameterLayout, private readonly plans: readonly MembranePlan[], private readonly dtMs: number) {
    this.load();
  }

  /** Largest |V| (mV) that all tables cover; Infinity without fine tables. */
  get reachMv(): number {
    return this.plans.some((plan) => plan.columns.length > 0 && !plan.neuronGrid) ? this.rangeMv : Infinity;
  }

  get growable(): boolean {
    return this.rangeMv < LARGEST_RANGE_MV;
  }

  /** Extends the range. Everything allocated for the present group is lost. */
  grow(): void {
    this.rangeMv = nextRangeMv(this.rangeMv);
    this.memory.release();
    this.load();
  }

  private load(): void {
    this.plans.forEach((plan, m) => {
      if (plan.columns.length === 0) return;
      const { precision } = this.memory.format;
      const grid = tableGrid(plan, this.rangeMv);
      const values = buildRateTable(plan, grid, this.dtMs, precision);
      const at = this.memory.allocate(values.byteLength);
      this.memory.values.set(values, this.memory.indexOf(at));
      const { pointer, lowest, highest } = this.parameters.tables[m];
      const rowBytes = tableRowBytes(plan, precision);
      this.memory.setInt32(pointer, rowOrigin(at - grid.firstRow * rowBytes, rowBytes, precision));
      this.memory.fill(lowest, grid.firstRow);
      // Just below the last row, so that row + 1 is never needed; NEURON's table holds its last value instead.
      this.memory.fill(highest, grid.firstRow + grid.rowCount - 1);
    });
    this.memory.keep();
  }
}
