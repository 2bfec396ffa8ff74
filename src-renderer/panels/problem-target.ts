// Which panel shows a value of the project.
import type { Project } from '../../src-model/project';
import type { Target } from '../app/selection.svelte';

export function targetOfPath(project: Project, path: readonly (string | number)[]): Target {
  const [part, second, third] = path;
  const target = (panel: Target['panel'], id = ''): Target => ({ panel, id });
  const entry = (list: readonly { id: string }[], index: string | number | undefined): string | undefined =>
    typeof index === 'number' ? list[index]?.id : undefined;
  const inList = (panel: Target['panel'], group: Target['panel'], id: string | undefined): Target => (id === undefined ? target(group) : target(panel, id));
  switch (part) {
    case 'nerve': return target(second === 'materials' ? 'materials' : 'nerve');
    case 'medium': return target('nerve');
    case 'fascicles': return inList('fascicle', 'fascicles', entry(project.fascicles, second));
    case 'fibers': return inList('fiber', 'fibers', entry(project.fibers, second));
    case 'electrodes': return inList('electrode', 'electrodes', entry(project.electrodes, second));
    case 'stimulation': return inList('waveform', 'stimulus', second === 'waveforms' ? entry(project.stimulation.waveforms, third) : undefined);
    case 'simulation': return target('simulation');
    case 'studies': return inList('study', 'studies', entry(project.studies, second));
    default: return target('project');
  }
}
