// What a tooltip says about a fibre.
import { RECRUITED, UNDECIDED, type FiberTable } from '../../src-model/results';
import { numberText, withUnit } from './number-text';

export interface DescriptionLine {
  label: string;
  value: string;
}

export function recruitmentText(recruited: number): string {
  return recruited === UNDECIDED ? 'not simulated' : recruited === RECRUITED ? 'yes' : 'no';
}

export function describeFiber(table: FiberTable, row: number): DescriptionLine[] {
  const lines: DescriptionLine[] = [
    { label: 'Type', value: table.myelinated[row] ? 'myelinated' : 'unmyelinated' },
    { label: 'Diameter', value: withUnit(table.diameterUm[row], 'um') },
    { label: 'Position', value: `y ${numberText(table.yUm[row])}, z ${withUnit(table.zUm[row], 'um')}` },
  ];
  if (table.fascicles.length > 1) lines.unshift({ label: 'Fascicle', value: table.fascicles[table.fascicle[row]] });
  if (table.recruited[row] !== UNDECIDED) lines.push({ label: 'Recruited', value: recruitmentText(table.recruited[row]) });
  for (const { title, unit, values } of table.columns) {
    if (Number.isFinite(values[row])) lines.push({ label: title, value: withUnit(values[row], unit) });
  }
  return lines;
}
