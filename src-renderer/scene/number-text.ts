// Numbers as short texts for labels, ticks, tooltips and tables.

/** Up to `digits` significant digits, without trailing zeros; large and small numbers in powers of ten. */
export function numberText(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  const rounded = Number(value.toPrecision(digits));
  const text = magnitude >= 1e6 || magnitude < 1e-4 ? rounded.toExponential() : String(rounded);
  return text.replace('-', '−');
}

export function withUnit(value: number, unit: string, digits = 4): string {
  const number = numberText(value, digits);
  return unit === '' || number === '–' ? number : `${number} ${unitText(unit)}`;
}

/** "um" and "uA" as they are printed. */
export function unitText(unit: string): string {
  return unit.replace(/\bu(?=[a-zA-Z])/g, 'µ');
}

/** A sentence with its units as they are printed: "600 um" becomes "600 µm". */
export function printed(sentence: string): string {
  return sentence.replace(/(?<=\d ?)u(?=[mAsSV]\b)/g, 'µ');
}

/** Smallest of 1, 2, 5 times a power of ten that is at least `least`. */
export function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const part = least / power;
  // Rounding of the logarithm must not push an exact step to the next one.
  return (part <= 1 + 1e-9 ? 1 : part <= 2 + 1e-9 ? 2 : part <= 5 + 1e-9 ? 5 : 10) * power;
}
