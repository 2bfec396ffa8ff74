// What is selected, for the outline, the inspector and the views alike.
import type { Selected } from '../scene/selection';

/** What the inspector shows: a part of the project, and which one of its kind. */
export type PanelId =
  | 'project' | 'nerve' | 'materials' | 'fascicles' | 'fascicle' | 'fibers' | 'fiber' | 'electrodes' | 'electrode'
  | 'stimulus' | 'waveform' | 'simulation' | 'studies' | 'study';

export interface Target {
  panel: PanelId;
  /** Id within its list; '' for parts that exist once. */
  id: string;
}

export const NO_ID = '';

export class Selection {
  target = $state.raw<Target>({ panel: 'project', id: NO_ID });
  /** A fibre picked in the results; it exists only there. */
  resultFiber = $state<string | null>(null);

  /** As the scene knows it. */
  readonly inScene: Selected | null = $derived.by(() => {
    if (this.resultFiber !== null) return { kind: 'fiber', id: this.resultFiber };
    const { panel, id } = this.target;
    return panel === 'nerve' || panel === 'fascicle' || panel === 'electrode' || panel === 'fiber' ? { kind: panel, id } : null;
  });

  select(panel: PanelId, id: string = NO_ID): void {
    this.resultFiber = null;
    this.target = { panel, id };
  }

  /** A click in a view; null is a click beside everything. */
  selectInScene(selected: Selected | null, isProjectFiber: (id: string) => boolean): void {
    if (selected === null) this.select('project');
    else if (selected.kind === 'fiber' && !isProjectFiber(selected.id)) this.resultFiber = selected.id;
    else this.select(selected.kind, selected.id);
  }

  isSelected(panel: PanelId, id: string = NO_ID): boolean {
    return this.target.panel === panel && this.target.id === id;
  }
}
