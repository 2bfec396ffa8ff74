// Which page of the documentation is shown, and the way back.
import type { CenterTab } from '../app/layout.svelte';

export interface HelpPlace {
  pageId: string;
  /** '' for the top of the page. */
  anchor: string;
}

export class HelpState {
  /** Null: the contents alone. */
  place = $state.raw<HelpPlace | null>(null);
  query = $state('');
  private past = $state.raw<readonly HelpPlace[]>([]);
  private future = $state.raw<readonly HelpPlace[]>([]);
  /** Tab to go back to when the help is left. */
  private cameFrom: CenterTab = 'model';

  readonly canGoBack: boolean = $derived(this.past.length > 0);
  readonly canGoForward: boolean = $derived(this.future.length > 0);

  go(place: HelpPlace): void {
    if (this.place?.pageId === place.pageId && this.place.anchor === place.anchor) {
      this.place = { ...place };
      return;
    }
    if (this.place) this.past = [...this.past, this.place];
    this.future = [];
    this.place = place;
  }

  back(): void {
    const place = this.past.at(-1);
    if (!place || !this.place) return;
    this.future = [this.place, ...this.future];
    this.past = this.past.slice(0, -1);
    this.place = place;
  }

  forward(): void {
    const [place, ...rest] = this.future;
    if (!place || !this.place) return;
    this.past = [...this.past, this.place];
    this.future = rest;
    this.place = place;
  }

  /** Opened from a tab: the page that belongs to it is looked up (HelpPage.svelte, which holds the pages). */
  lookUpFor(tab: CenterTab): void {
    if (tab !== 'help') this.cameFrom = tab;
    if (this.place) this.past = [...this.past, this.place];
    this.future = [];
    this.place = null;
    this.query = '';
  }

  get returnTab(): CenterTab {
    return this.cameFrom;
  }
}
