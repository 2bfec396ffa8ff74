// New things in the project; each is selected at once.
import type { Draft } from 'immer';
import type { Electrode, Project, Waveform } from '../../../src-model/project';
import type { Study } from '../../../src-model/schema/study';
import {
  ELECTRODE_TITLES, STUDY_TITLES, WAVEFORM_TITLES, newElectrode, newFascicle, newFiber, newStudy, newWaveform, undrivenContacts,
} from '../document/new-items';
import { freeId, idsIn } from '../document/references';
import type { PanelId } from '../selection.svelte';
import type { Workbench } from '../workbench.svelte';
import type { Command } from './command';

const hasProject = ({ document }: Workbench): boolean => document.project !== null;
const hasNerve = ({ document }: Workbench): boolean => document.project?.nerve !== undefined;

function insert(workbench: Workbench, panel: PanelId, build: (project: Project) => { id: string; add: (draft: Draft<Project>) => void }): void {
  const { document, selection, layout } = workbench;
  if (!document.project) return;
  const { id, add } = build(document.project);
  document.edit(`Add ${id}`, add);
  selection.select(panel, id);
  layout.centerTab = 'model';
}

const electrodeCommand = (kind: Electrode['kind']): Command => ({
  id: `insert.electrode.${kind}`, title: ELECTRODE_TITLES[kind], menu: 'Insert', section: 'electrodes', contexts: ['nerve'],
  enabled: kind === 'point' ? hasProject : hasNerve,
  perform: (workbench) => insert(workbench, 'electrode', (project) => {
    const electrode = newElectrode(project, kind);
    return { id: electrode.id, add: (draft) => void draft.electrodes.push(electrode) };
  }),
});

const waveformCommand = (kind: Waveform['kind']): Command => ({
  id: `insert.waveform.${kind}`, title: `Waveform: ${WAVEFORM_TITLES[kind]}`, enabled: hasProject,
  ...(kind === 'pulse' || kind === 'biphasic' ? { menu: 'Insert' as const, section: 'stimulus' } : {}),
  perform: (workbench) => insert(workbench, 'waveform', (project) => {
    const id = freeId(WAVEFORM_TITLES[kind], idsIn(project, 'waveforms'));
    const free = undrivenContacts(project);
    return {
      id,
      add: (draft) => {
        draft.stimulation.waveforms.push({ id, waveform: newWaveform(kind) });
        // The first contact without a drive gets it: one step less for the commonest case.
        if (free.length > 0) draft.stimulation.drives.push({ contact: free[0], waveform: id, weight: 1 });
      },
    };
  }),
});

const studyCommand = (kind: Study['kind']): Command => ({
  id: `insert.study.${kind}`, title: `Study: ${STUDY_TITLES[kind]}`, enabled: hasProject,
  ...(kind === 'recruitment-curve' || kind === 'thresholds' ? { menu: 'Insert' as const, section: 'studies' } : {}),
  perform: (workbench) => insert(workbench, 'study', (project) => {
    const study = newStudy(project, kind);
    return { id: study.id, add: (draft) => void draft.studies.push(study) };
  }),
});

const keysOf = <K extends string>(titles: Readonly<Record<K, string>>): K[] => Object.keys(titles) as K[];

export const INSERT_COMMANDS: readonly Command[] = [
  {
    id: 'insert.fascicle', title: 'Fascicle', menu: 'Insert', section: 'tissue', keys: ['Shift+KeyF'], contexts: ['nerve'], enabled: hasNerve,
    perform: (workbench) => insert(workbench, 'fascicle', (project) => {
      const fascicle = newFascicle(project);
      return { id: fascicle.id, add: (draft) => void draft.fascicles.push(fascicle) };
    }),
  },
  {
    id: 'insert.fiber', title: 'Single fibre', menu: 'Insert', section: 'tissue', enabled: hasProject,
    perform: (workbench) => insert(workbench, 'fiber', (project) => {
      const fiber = newFiber(project);
      return { id: fiber.id, add: (draft) => void draft.fibers.push(fiber) };
    }),
  },
  ...keysOf(ELECTRODE_TITLES).map(electrodeCommand),
  ...keysOf(WAVEFORM_TITLES).map(waveformCommand),
  ...keysOf(STUDY_TITLES).map(studyCommand),
];
