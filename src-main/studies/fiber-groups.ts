// The groups that studies count fibres by: fascicle and type; a few fibres that the project gives one by one stand for themselves.
import type { RunFibers } from '../run/run-fibers';
import type { Prepared } from './prepare';

export interface FiberGroup {
  /** For people: "F1 myelinated", "MRG 10 um". */
  title: string;
  /** '' for the project's own fibres. */
  fascicle: string;
  myelinated: boolean;
  /** Indices into the simulated fibres. */
  members: number[];
}

/** More explicit fibres than this are grouped by type. */
const MOST_SINGLE_FIBERS = 12;

const typeName = (myelinated: boolean): string => (myelinated ? 'myelinated' : 'unmyelinated');

export function fiberGroups({ fibers, rows }: Pick<Prepared, 'fibers' | 'rows'>): FiberGroup[] {
  const everyone = Array.from(rows.keys());
  const explicit = everyone.filter((k) => fibers.fascicle[rows[k]] < 0);
  const single = explicit.length <= MOST_SINGLE_FIBERS;
  const byType = (title: string, fascicle: string, candidates: readonly number[]): FiberGroup[] => [true, false]
    .map((myelinated) => ({ title: `${title}${typeName(myelinated)}`, fascicle, myelinated, members: candidates.filter((k) => (fibers.myelinated[rows[k]] === 1) === myelinated) }))
    .filter(({ members }) => members.length > 0);
  return [
    ...fibers.fascicles.flatMap((name, index) => byType(`${name} `, name, everyone.filter((k) => fibers.fascicle[rows[k]] === index))),
    ...(single ? explicit.map((k) => ({ title: fibers.ids[rows[k]], fascicle: '', myelinated: fibers.myelinated[rows[k]] === 1, members: [k] })) : byType('', '', explicit)),
  ];
}

/** Group of every simulated fibre. */
export function groupOfFiber(groups: readonly FiberGroup[], fiberCount: number): Int32Array {
  const groupOf = new Int32Array(fiberCount);
  groups.forEach(({ members }, g) => { for (const k of members) groupOf[k] = g; });
  return groupOf;
}

export const simulatedIds = (fibers: RunFibers, rows: Int32Array): string[] => Array.from(rows, (row) => fibers.ids[row]);

/** Median of the finite values; NaN without any. Of an even number the lower one: a value that some fibre has. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  return sorted.length === 0 ? NaN : sorted[(sorted.length - 1) >> 1];
}
