import { produce } from 'immer';
import { describe, expect, it } from 'vitest';
import { emptyProject } from '../../../src-model/defaults';
import type { Electrode, Project, Waveform } from '../../../src-model/project';
import type { Study } from '../../../src-model/schema/study';
import { validateProject } from '../../../src-model/validate';
import {
  ELECTRODE_TITLES, STUDY_TITLES, WAVEFORM_TITLES, newElectrode, newFascicle, newFiber, newStudy, newWaveform, undrivenContacts,
} from '../../../src-renderer/app/document/new-items';
import { freeId, removeFrom, renameIn } from '../../../src-renderer/app/document/references';
import { TEMPLATES } from '../../../src-renderer/app/document/templates';

const errorsOf = (project: Project): string[] => validateProject(project).filter(({ severity }) => severity === 'error').map(({ where, message }) => `${where}: ${message}`);
const template = (id: string): Project => TEMPLATES.find((candidate) => candidate.id === id)!.build();

describe('templates', () => {
  it.each(TEMPLATES.map(({ id, build }) => [id, build] as const))('%s is valid without a remark', (_, build) => {
    expect(validateProject(build())).toEqual([]);
  });
});

describe('new things are valid where they are put', () => {
  it('eight fascicles in an empty nerve', () => {
    let project = emptyProject('nerve');
    for (let k = 0; k < 8; k++) project = produce(project, (draft) => void draft.fascicles.push(newFascicle(project)));
    expect(project.fascicles.map(({ id }) => id)).toEqual(['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8']);
    expect(validateProject(project).filter(({ path }) => path[0] === 'fascicles')).toEqual([]);
  });

  it.each(Object.keys(ELECTRODE_TITLES) as Electrode['kind'][])('a %s electrode in every template that has a nerve', (kind) => {
    for (const id of ['single-fascicle-life', 'two-fascicles-life', 'multi-fascicle-cuff']) {
      const base = produce(template(id), (draft) => {
        draft.electrodes = [];
        draft.stimulation.drives = [];
      });
      const project = produce(base, (draft) => void draft.electrodes.push(newElectrode(base, kind)));
      expect(errorsOf(project).filter((error) => error.startsWith('electrode'))).toEqual([]);
    }
  });

  it('a point electrode and a fibre in a medium', () => {
    const base = template('single-fiber');
    const project = produce(base, (draft) => {
      draft.fibers.push(newFiber(base));
      draft.electrodes.push(newElectrode(base, 'point'));
    });
    expect(errorsOf(project)).toEqual([]);
  });

  it.each(Object.keys(WAVEFORM_TITLES) as Waveform['kind'][])('a %s waveform', (kind) => {
    const project = produce(template('single-fascicle-life'), (draft) => { draft.stimulation.waveforms[0].waveform = newWaveform(kind); });
    expect(errorsOf(project)).toEqual([]);
  });

  it.each(Object.keys(STUDY_TITLES) as Study['kind'][])('a %s study', (kind) => {
    // A test of block needs an action potential to block.
    const base = produce(template('single-fascicle-life'), (draft) =>
      void draft.stimulation.clamps.push({ kind: 'current', position: 0, startMs: 1, durationMs: 0.5, amplitude: 2 }));
    expect(errorsOf(produce(base, (draft) => void draft.studies.push(newStudy(base, kind))))).toEqual([]);
  });
});

describe('names', () => {
  it('counts on from a free stem', () => {
    expect(freeId('F1', [])).toBe('F1');
    expect(freeId('F1', ['F1', 'F2'])).toBe('F3');
    expect(freeId('Pulse', ['Pulse'])).toBe('Pulse 2');
    expect(freeId('LIFE 1', ['LIFE 1'])).toBe('LIFE 2');
  });

  it('renaming an electrode renames its contacts in drives and recordings', () => {
    const base = template('multi-fascicle-cuff');
    const withRecording = produce(base, (draft) => void draft.studies.push(newStudy(base, 'recording')));
    const renamed = produce(withRecording, (draft) => renameIn(draft, 'electrodes', 0, 'Ring'));
    expect(renamed.stimulation.drives.map(({ contact }) => contact)).toEqual(['Ring/0', 'Ring/1']);
    expect(renamed.studies).toMatchObject([{ contacts: ['Ring/0'] }]);
    expect(errorsOf(renamed)).toEqual([]);
  });

  it('an electrode whose name begins like another keeps its drives', () => {
    const base = produce(template('single-fascicle-life'), (draft) => {
      draft.electrodes.push({ ...draft.electrodes[0], id: 'LIFE 10' });
      draft.stimulation.drives.push({ contact: 'LIFE 10', waveform: 'Cathodic pulse', weight: 1 });
    });
    const renamed = produce(base, (draft) => renameIn(draft, 'electrodes', 0, 'Wire'));
    expect(renamed.stimulation.drives.map(({ contact }) => contact)).toEqual(['Wire', 'LIFE 10']);
  });

  it('removing a waveform or an electrode takes its drives along', () => {
    const base = template('multi-fascicle-cuff');
    expect(produce(base, (draft) => removeFrom(draft, 'waveforms', 0)).stimulation.drives).toEqual([]);
    expect(produce(base, (draft) => removeFrom(draft, 'electrodes', 0)).stimulation.drives).toEqual([]);
    expect(undrivenContacts(base)).toEqual(['Cuff 1/2', 'Cuff 1/3']);
  });
});
