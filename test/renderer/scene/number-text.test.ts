// Numbers and units as users read them.
import { describe, expect, it } from 'vitest';
import { numberText, printed, withUnit } from '../../../src-renderer/scene/number-text';

describe('sentences', () => {
  it('have their units printed', () => {
    expect(printed('The fascicle reaches across the surface (diameter 600 um); use 5 uA for 20us.')).toBe('The fascicle reaches across the surface (diameter 600 µm); use 5 µA for 20µs.');
  });
  it('keep everything else as it is', () => {
    const text = 'file "3 umbrellas.csv", column diameter_um, 4 unmyelinated under 7 units';
    expect(printed(text)).toBe(text);
  });
});

describe('numbers', () => {
  it('have a minus sign and a printed unit', () => {
    expect(withUnit(-20, 'uA')).toBe('−20 µA');
    expect(numberText(NaN)).toBe('–');
  });
});
