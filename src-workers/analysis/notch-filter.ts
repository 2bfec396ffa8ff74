// Takes a kilohertz artefact out of a membrane potential: a second-order notch for each frequency, one after the other.

/** Default quality factor: centre frequency over width. */
const DEFAULT_QUALITY = 10;

/**
 * Causal IIR notch applied to V - V(0), then V(0) added back. With omega = 2 pi f dt, G = 1 / (1 + tan(omega / 2Q)):
 * b = G [1, -2 cos omega, 1], a = [1, -2 G cos omega, 2 G - 1] (Orfanidis 1996, Introduction to Signal Processing, 11.3).
 * Throws RangeError for a frequency that the samples cannot show (half the sampling rate or more).
 */
export function notchFilter(values: ArrayLike<number>, sampleMs: number, frequenciesKhz: readonly number[], quality = DEFAULT_QUALITY): Float64Array {
  const first = values.length > 0 ? values[0] : 0;
  const filtered = Float64Array.from(values, (value) => value - first);
  for (const frequencyKhz of frequenciesKhz) {
    if (!(frequencyKhz > 0 && frequencyKhz * sampleMs < 0.5)) {
      throw new RangeError(`The notch at ${frequencyKhz} kHz cannot be applied to samples every ${sampleMs} ms; it must be above 0 and below ${0.5 / sampleMs} kHz. Record with a smaller step.`);
    }
    applyNotch(filtered, 2 * Math.PI * frequencyKhz * sampleMs, quality);
  }
  return filtered.map((value) => value + first);
}

function applyNotch(values: Float64Array, omega: number, quality: number): void {
  const gain = 1 / (1 + Math.tan(omega / (2 * quality)));
  const c = 2 * gain * Math.cos(omega);
  const decay = 2 * gain - 1;
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  for (let k = 0; k < values.length; k++) {
    const x = values[k];
    const y = gain * x - c * x1 + gain * x2 + c * y1 - decay * y2;
    [x2, x1, y2, y1] = [x1, x, y1, y];
    values[k] = y;
  }
}
