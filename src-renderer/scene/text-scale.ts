// How much larger than usual the user wants texts, for what draws its texts itself and not by style sheets.

export const textScaleOf = (element: Element): number => Number(getComputedStyle(element).getPropertyValue('--text-scale')) || 1;
