// The project as a flat list of outline items, in reading order.
import type { Project } from '../../../src-model/project';
import type { PanelId } from '../selection.svelte';
import type { IconName } from './icon-paths';

export interface OutlineNode {
  panel: PanelId;
  id: string;
  level: 1 | 2;
  title: string;
  icon: IconName;
  /** A count or a kind, at the end of the line. */
  note?: string;
  /** Parts of the project whose problems count here. */
  paths: (string | number)[][];
}

export function outlineOf(project: Project): OutlineNode[] {
  const { nerve, fascicles, fibers, electrodes, stimulation, studies } = project;
  const group = (panel: PanelId, title: string, icon: IconName, paths: (string | number)[][], note?: string): OutlineNode =>
    ({ panel, id: '', level: 1, title, icon, paths, ...(note === undefined ? {} : { note }) });
  const children = (panel: PanelId, icon: IconName, list: readonly { id: string }[], path: (string | number)[]): OutlineNode[] =>
    list.map(({ id }, index) => ({ panel, id, level: 2, title: id, icon, paths: [[...path, index]] }));
  const count = (list: readonly unknown[]): string | undefined => (list.length > 0 ? String(list.length) : undefined);

  return [
    group('project', 'Project', 'project', [['name'], ['seed'], ['description']]),
    nerve ? group('nerve', 'Nerve', 'nerve', ['lengthUm', 'diameterUm', 'bathDiameterUm', 'perineuriumRule'].map((key) => ['nerve', key])) : group('nerve', 'Medium', 'nerve', [['medium']]),
    ...(nerve ? [group('materials', 'Materials', 'materials', [['nerve', 'materials']])] : []),
    ...(nerve || fascicles.length > 0
      ? [group('fascicles', 'Fascicles', 'fascicle', [['fascicles']], count(fascicles)), ...children('fascicle', 'fascicle', fascicles, ['fascicles'])]
      : []),
    ...(!nerve || fibers.length > 0
      ? [group('fibers', 'Fibres', 'fiber', [['fibers']], count(fibers)), ...children('fiber', 'fiber', fibers, ['fibers'])]
      : []),
    group('electrodes', 'Electrodes', 'electrode', [['electrodes']], count(electrodes)),
    ...children('electrode', 'electrode', electrodes, ['electrodes']),
    group('stimulus', 'Stimulus', 'stimulus', [['stimulation']], count(stimulation.waveforms)),
    ...children('waveform', 'waveform', stimulation.waveforms, ['stimulation', 'waveforms']),
    group('simulation', 'Simulation', 'simulation', [['simulation']]),
    group('studies', 'Studies', 'study', [['studies']], count(studies)),
    ...children('study', 'study', studies, ['studies']),
  ];
}
