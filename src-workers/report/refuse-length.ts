// The check that keeps damaged results out of the views.

/** A damaged file does not get past here: views rely on columns of equal length. */
export function refuseLength(path: string, actual: number, expected: number): void {
  if (actual !== expected) throw new Error(`The data set "${path}" has ${actual} entries where ${expected} are expected; the file is damaged.`);
}
