// Quantities as people type them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { helpFor, defaultFor } from '../../src-model/explain';
import { projectSchema } from '../../src-model/project';
import { formatQuantity, parseQuantity, unitSymbol } from '../../src-model/units';

const project = projectSchema.parse({
  format: 'ranvier-project', version: 1, nerve: { lengthUm: 10_000, diameterUm: 500 },
  fascicles: [{ id: 'F1', shape: { kind: 'circle', centerYUm: 0, centerZUm: 0, diameterUm: 200 }, population: { kind: 'generated' } }],
  electrodes: [{ kind: 'life', id: 'LIFE 1', xUm: 4500, yUm: 0, zUm: 0 }],
});

describe('parsing', () => {
  it.each<[string, string | undefined, number]>([
    ['200', 'um', 200], ['200um', 'um', 200], ['0.2 mm', 'um', 200], ['0.2mm', 'um', 200], ['1 cm', 'um', 10_000], ['200 µm', 'um', 200], ['5 nm', 'um', 0.005],
    ['3*50+10 um', 'um', 160], ['3*50+10', 'um', 160], ['1 mm + 50 um', 'um', 1050], ['2*(1 mm - 100 um)', 'um', 1800], ['(1+2) mm', 'um', 3000], ['1 mm / 4', 'um', 250],
    ['-60 uA', 'uA', -60], ['0.06 mA', 'uA', 60], ['-.5e-3 A', 'uA', -500], ['100 us', 'ms', 0.1], ['2 s', 'ms', 2000], ['20 Hz', 'kHz', 0.02], ['10 kHz', 'kHz', 10],
    ['0.5 S/m', 'S/m', 0.5], ['5 mS/cm', 'S/m', 0.5], ['500 mS/m', 'S/m', 0.5], ['90°', 'deg', 90], ['37 °C', 'C', 37], ['70 %', undefined, 0.7], ['2^3^2', undefined, 512], ['-2^2', undefined, -4], ['1e3', undefined, 1000],
  ])('%j in %s', (text, unit, value) => {
    const parsed = parseQuantity(text, unit);
    expect(parsed).toEqual({ ok: true, value: expect.closeTo(value, 12) as number });
  });

  it.each<[string, string | undefined, RegExp]>([
    ['', 'um', /Give a number/], ['abc', 'um', /"abc" (needs a number|is not a known unit)/], ['5 parsec', 'um', /"parsec" is not a known unit; use um/], ['5 ms', 'um', /"ms" does not fit here; use um/],
    ['5 um', undefined, /"um" does not fit here; give a number without a unit/], ['0,2 mm', 'um', /Use a point, not a comma/], ['1 mm + 50', 'um', /Some numbers here have a unit and others do not/],
    ['1 mm * 2 mm', 'um', /um\^2/], ['1 mm / 2 mm', 'um', /units cancel/], ['1/0', 'um', /not a finite number/], ['(1+2', 'um', /closing parenthesis/], ['2 3', 'um', /"3" is one too many/], ['2+', 'um', /ends too early/], ['2 $', 'um', /"\$" is not part/],
  ])('%j in %s is refused', (text, unit, message) => {
    const parsed = parseQuantity(text, unit);
    expect(parsed.ok ? parsed.value : parsed.message).toMatch(message);
  });

  it('what is formatted parses to the same value', () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(parseQuantity(formatQuantity(value, 'um', 17), 'um')).toEqual({ ok: true, value: value === 0 ? expect.closeTo(0) as number : value });
    }));
  });

  it('never throws on any text', () => {
    fc.assert(fc.property(fc.string(), (text) => { parseQuantity(text, 'um'); }));
  });
});

it('formats for reading', () => {
  expect([formatQuantity(200, 'um'), formatQuantity(0.1 + 0.2, 'ms'), formatQuantity(0.7)]).toEqual(['200 um', '0.3 ms', '0.7']);
  expect(['um', 'uA', 'deg', 'S/m', 'uF/cm2', 'nA or mV'].map(unitSymbol)).toEqual(['µm', 'µA', '°', 'S/m', 'µF/cm2', 'nA or mV']);
});

describe('help', () => {
  it('finds title, unit, source and default by path, through defaults and kinds', () => {
    expect(helpFor(['nerve', 'lengthUm'])).toMatchObject({ title: 'Length', unit: 'um' });
    expect(helpFor(['nerve', 'perineuriumRule'])?.source).toMatch(/Grinberg/);
    expect(helpFor(['electrodes', 0, 'xUm'], project)?.title).toBe('Start x');
    expect(helpFor(['electrodes', 0, 'contactWidthUm'])?.unit).toBe('um');
    expect(helpFor(['stimulation', 'drives', 3, 'weight'])?.title).toBe('Weight');
    expect(helpFor(['nerve', 'nothing'])).toBeNull();
    expect(defaultFor(['nerve', 'bathDiameterUm'])).toBe(5000);
    expect(defaultFor(['fascicles', 0, 'population', 'placement', 'spacingUm'], project)).toBe(0.01);
    expect(defaultFor(['nerve', 'lengthUm'])).toBeUndefined();
  });
});
