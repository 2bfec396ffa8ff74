import { describe, expect, it } from 'vitest';
import { areaUm2, centerOf } from '../../../src-model/geometry/shape';
import type { Shape } from '../../../src-model/project';
import { sampleWaveform } from '../../../src-model/stimulus/sample-waveform';
import { outlineOf } from '../../../src-renderer/app/shell/outline-nodes';
import { TEMPLATES } from '../../../src-renderer/app/document/templates';
import { drivesOf, withDrive } from '../../../src-renderer/panels/contact-drive-edits';
import { heldPath, rangeUa, shownMs } from '../../../src-renderer/panels/held-plot';
import { targetOfPath } from '../../../src-renderer/panels/problem-target';
import { convertedShape } from '../../../src-renderer/panels/shape-conversion';

describe('changing the kind of a shape', () => {
  const ellipse: Shape = { kind: 'ellipse', centerYUm: 50, centerZUm: -20, diameterYUm: 120, diameterZUm: 60, rotationDeg: 30 };
  it('keeps centre and area, nearly', () => {
    for (const kind of ['circle', 'polygon'] as const) {
      const shape = convertedShape(ellipse, kind);
      expect(shape.kind).toBe(kind);
      const [y, z] = centerOf(shape);
      expect(Math.hypot(y - 50, z + 20)).toBeLessThan(0.1);
      // Twelve corners on the outline enclose 95.5 % of it.
      expect(areaUm2(shape) / areaUm2(ellipse)).toBeCloseTo(kind === 'circle' ? 1 : 0.955, 2);
    }
  });
});

describe('drives of a contact', () => {
  const drives = [{ contact: 'A', waveform: 'p', weight: 1 }, { contact: 'B/0', waveform: 'p', weight: -1 }];
  it('are added and changed', () => {
    expect(withDrive(drives, 'B/1', { waveform: 'q' })).toEqual([...drives, { contact: 'B/1', waveform: 'q', weight: 1 }]);
    expect(withDrive(drives, 'A', { waveform: 'q' })[0]).toEqual({ contact: 'A', waveform: 'q', weight: 1 });
    expect(drivesOf(drives, 'B/0')).toEqual([{ drive: drives[1], position: 1 }]);
  });
});

describe('plot of a waveform', () => {
  it('draws steps from left to right within its box', () => {
    const held = sampleWaveform({ kind: 'pulse', startMs: 1, durationMs: 1, amplitudeUa: -10 }, 1);
    expect(rangeUa([held])).toEqual({ lowUa: -10, highUa: 0 });
    expect(shownMs([held], 100)).toBeCloseTo(2.7);
    expect(heldPath(held, { width: 100, height: 10, endMs: 4, ...rangeUa([held]) })).toBe('M0 0.00H0.00V0.00H25.00V10.00H50.00V0.00H100');
  });
});

describe('outline and places of problems', () => {
  const project = TEMPLATES.find(({ id }) => id === 'two-fascicles-life')!.build();
  it('lists every part once', () => {
    const nodes = outlineOf(project).map(({ panel, id }) => `${panel}/${id}`);
    expect(new Set(nodes).size).toBe(nodes.length);
    expect(nodes).toEqual(expect.arrayContaining(['nerve/', 'fascicle/F1', 'fascicle/F2', 'electrode/LIFE 1', 'waveform/Cathodic pulse']));
  });
  it('leads from a problem to its panel', () => {
    expect(targetOfPath(project, ['fascicles', 1, 'shape', 'diameterUm'])).toEqual({ panel: 'fascicle', id: 'F2' });
    expect(targetOfPath(project, ['nerve', 'materials', 'bath'])).toEqual({ panel: 'materials', id: '' });
    expect(targetOfPath(project, ['stimulation', 'drives', 0, 'contact'])).toEqual({ panel: 'stimulus', id: '' });
    expect(targetOfPath(project, ['stimulation', 'waveforms', 0, 'waveform'])).toEqual({ panel: 'waveform', id: 'Cathodic pulse' });
    expect(targetOfPath(project, ['fascicles', 9])).toEqual({ panel: 'fascicles', id: '' });
    expect(targetOfPath(project, [])).toEqual({ panel: 'project', id: '' });
  });
});
