// What is selected, for the outline, the inspector and the views alike.
import { sameSelection, type Selected } from '../scene/selection';

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

/** Kinds of which several can be selected together. */
const isGroupable = (panel: PanelId): panel is 'fascicle' | 'electrode' | 'fiber' => panel === 'fascicle' || panel === 'electrode' || panel === 'fiber';

export class Selection {
  target = $state.raw<Target>({ panel: 'project', id: NO_ID });
  /** A fibre picked in the results; it exists only there. */
  resultFiber = $state<string | null>(null);
  /** What is selected together with the target, newest first. */
  private others = $state.raw<readonly Selected[]>([]);

  /** As the scene knows it. */
  readonly inScene: Selected | null = $derived.by(() => {
    if (this.resultFiber !== null) return { kind: 'fiber', id: this.resultFiber };
    const { panel, id } = this.target;
    return panel === 'nerve' || isGroupable(panel) ? { kind: panel, id } : null;
  });

  /** Fascicles, single fibres and electrodes that are selected, the target first; empty when the target is none of these. */
  readonly group: readonly Selected[] = $derived.by(() => {
    const { panel, id } = this.target;
    return this.resultFiber === null && isGroupable(panel) ? [{ kind: panel, id }, ...this.others] : [];
  });

  select(panel: PanelId, id: string = NO_ID): void {
    this.resultFiber = null;
    this.target = { panel, id };
    this.others = [];
  }

  selectMany(things: readonly Selected[]): void {
    const [first, ...others] = things;
    if (!first) {
      this.select('project');
      return;
    }
    this.select(first.kind, first.id);
    this.others = others;
  }

  /** Adds a thing to the selection, or takes it out again. */
  toggle(thing: Selected): void {
    const rest = this.group.filter((each) => !sameSelection(each, thing));
    this.selectMany(rest.length < this.group.length ? rest : [thing, ...rest]);
  }

  /** A click in a view; null is a click beside everything. `add`: together with what is selected. */
  selectInScene(selected: Selected | null, isProjectFiber: (id: string) => boolean, add = false): void {
    if (selected === null) {
      if (!add) this.select('project');
    } else if (selected.kind === 'fiber' && !isProjectFiber(selected.id)) this.resultFiber = selected.id;
    else if (add && selected.kind !== 'nerve') this.toggle(selected);
    else this.select(selected.kind, selected.id);
  }

  isSelected(panel: PanelId, id: string = NO_ID): boolean {
    return (this.target.panel === panel && this.target.id === id) || this.others.some((each) => each.kind === panel && each.id === id);
  }

  /** Leaves out what no longer exists; another one takes the place of the target. The target stays when nothing is left. */
  keepOnly(exists: (thing: Selected) => boolean): void {
    const kept = this.group.filter(exists);
    if (kept.length > 0 && kept.length < this.group.length) this.selectMany(kept);
  }
}
