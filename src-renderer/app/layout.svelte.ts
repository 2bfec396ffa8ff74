// How this user has arranged the window: sizes of the panes, open tabs, text size. Kept in the window's local storage.
const STORAGE_KEY = 'ranvier.layout';

export type CenterTab = 'model' | 'results' | 'settings' | 'help';
export type ModelView = 'both' | '3d' | 'cross-section';
export type BottomTab = 'run' | 'problems';

interface StoredLayout {
  outlinePx: number;
  inspectorPx: number;
  bottomPx: number;
  modelSplit: number;
  modelView: ModelView;
  bottomOpen: boolean;
  textScale: number;
}

const DEFAULT_LAYOUT: StoredLayout = {
  outlinePx: 208, inspectorPx: 340, bottomPx: 250, modelSplit: 0.52, modelView: 'both', bottomOpen: false, textScale: 1,
};
export const TEXT_SCALES: readonly number[] = [0.85, 1, 1.15, 1.3, 1.5, 1.75, 2];

export class Layout {
  stored = $state<StoredLayout>({ ...DEFAULT_LAYOUT, ...readStored() });
  centerTab = $state<CenterTab>('model');
  bottomTab = $state<BottomTab>('run');

  openBottom(tab: BottomTab): void {
    this.bottomTab = tab;
    this.stored.bottomOpen = true;
  }

  /** Shows the tab, or closes the panel when it is the one that is shown. */
  toggleBottom(tab: BottomTab): void {
    if (this.stored.bottomOpen && this.bottomTab === tab) this.stored.bottomOpen = false;
    else this.openBottom(tab);
  }

  /** One step larger (+1) or smaller (-1); 0 resets. */
  scaleText(step: -1 | 0 | 1): void {
    const index = TEXT_SCALES.indexOf(this.stored.textScale);
    const next = step === 0 || index < 0 ? 1 : TEXT_SCALES[Math.min(TEXT_SCALES.length - 1, Math.max(0, index + step))];
    this.stored.textScale = next;
  }

  reset(): void {
    this.stored = { ...DEFAULT_LAYOUT };
  }

  save(): void {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(this.stored));
  }
}

/** Only entries of the right type are taken over: an old or damaged layout costs nothing but itself. */
function readStored(): Partial<StoredLayout> {
  try {
    const raw = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}') as Record<string, unknown>;
    const known = Object.entries(DEFAULT_LAYOUT).filter(([key, value]) => typeof raw[key] === typeof value);
    return Object.fromEntries(known.map(([key]) => [key, raw[key]]));
  } catch {
    return {};
  }
}
