// How far an arrow key changes a number: about a tenth of its leading digit, so that every magnitude is comfortable.

/** 1 for 20 to 199, 10 for 200 to 1999, 0.1 for 2 to 19.9 ...; 1 for 0. */
export function stepOf(value: number): number {
  if (value === 0) return 1;
  return 10 ** Math.floor(Math.log10(Math.abs(value) / 2) - 1 + 1e-9);
}

/** `value + step` without the dust of binary fractions. */
export function stepped(value: number, step: number): number {
  const digits = Math.max(0, Math.ceil(-Math.log10(Math.abs(step))) + 6);
  return Number((value + step).toFixed(Math.min(20, digits)));
}
