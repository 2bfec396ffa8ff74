// Names and versions inside results.h5, for those who write it and those who read it. Documented in docs/results.md.

export const RESULTS_FORMAT = 'ranvier-results';
export const RESULTS_VERSION = 1;

/** Unit of a recorded quantity. */
export function traceUnit(quantity: string): string {
  if (quantity === 'V') return 'mV';
  if (quantity.startsWith('i_')) return 'mA/cm2';
  return quantity.startsWith('g_') ? 'S/cm2' : '1';
}
