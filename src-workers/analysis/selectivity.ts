// Selectivity of a recruitment between fascicles.

export interface GroupRecruitment {
  group: string;
  recruited: number;
  total: number;
}

/**
 * Selectivity index of one group: its recruited fraction divided by the sum of the fractions of all groups, 0..1
 * (1: only this group fires; 1/n: all n groups fire alike). NaN where nothing is recruited or the group is empty.
 * Veraart, Grill & Mortimer 1993, IEEE Trans Biomed Eng 40:640-653.
 */
export function selectivityIndex(groups: readonly GroupRecruitment[], group: string): number {
  const fraction = ({ recruited, total }: GroupRecruitment): number => (total > 0 ? recruited / total : 0);
  const target = groups.find((g) => g.group === group);
  if (target === undefined) throw new Error(`Selectivity: there is no group "${group}"; known groups: ${groups.map((g) => g.group).join(', ')}.`);
  const sum = groups.reduce((total, g) => total + fraction(g), 0);
  return target.total === 0 ? NaN : fraction(target) / sum;
}
