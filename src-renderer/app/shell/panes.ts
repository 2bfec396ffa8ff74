// The panes of the window by keyboard: from one to the next, and where the focus goes when what had it is gone.

const FOCUSABLE = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex="0"]';
/** Item of the outline that Tab reaches. */
const CURRENT_ITEM = '[role="treeitem"][tabindex="0"]';
const PASSING = '[role="menu"], [role="menubar"], dialog';

const lastIn = new WeakMap<Element, HTMLElement>();

const isThere = (element: HTMLElement | null | undefined): element is HTMLElement =>
  element?.isConnected === true && element.getClientRects().length > 0 && !element.matches(':disabled');

/** Outline, views or page, lower panel, inspector, in the order of Tab; those that are shown. */
const panes = (): Element[] => [...document.querySelectorAll('[data-pane]')].filter((pane) => pane.getClientRects().length > 0);

/** Where a pane is entered: where it was left, what is current in it, or its first control. */
function entryOf(pane: Element): HTMLElement | null {
  const last = lastIn.get(pane);
  return isThere(last) ? last : pane.querySelector<HTMLElement>(`${CURRENT_ITEM}, canvas`) ?? [...pane.querySelectorAll<HTMLElement>(FOCUSABLE)].find(isThere) ?? null;
}

/** To the next pane (1) or the previous one (-1), round and round. */
export function goToPane(step: 1 | -1): void {
  const all = panes();
  const at = all.findIndex((pane) => pane.contains(document.activeElement));
  const from = at < 0 && step < 0 ? 0 : at;
  for (let k = 1; k <= all.length; k++) {
    const entry = entryOf(all[(from + k * step + k * all.length) % all.length]);
    if (entry) {
      entry.focus();
      return;
    }
  }
}

/** Keeps the focus somewhere for who works by keyboard: a menu, a dialog or a deleted item takes it away with it. Returns what stops it. */
export function keepFocus(target: Window): () => void {
  let last: HTMLElement | null = null;
  /** A click beside everything gives the focus up on purpose. */
  let byKeyboard = false;

  const recover = (): boolean => {
    if (!byKeyboard || document.activeElement !== document.body || document.querySelector('dialog[open]')) return false;
    const item = document.querySelector<HTMLElement>(CURRENT_ITEM);
    const next = [last?.closest('[role="tree"]') ? item : last, item, ...document.querySelectorAll<HTMLElement>('main button')].find(isThere);
    next?.focus();
    return next !== undefined;
  };
  const listeners = {
    focusin: (event: Event) => {
      byKeyboard = true;
      const element = event.target as HTMLElement;
      if (element.closest(PASSING)) return;
      last = element;
      const pane = element.closest('[data-pane]');
      if (pane) lastIn.set(pane, element);
    },
    pointerdown: () => { byKeyboard = false; },
    // Whatever the key did has been drawn by then.
    keyup: () => { setTimeout(recover); },
    keydown: (event: Event) => {
      if ((event as KeyboardEvent).key === 'Tab' && recover()) event.preventDefault();
    },
  };
  for (const [name, listener] of Object.entries(listeners)) target.addEventListener(name, listener, { capture: true });
  return () => {
    for (const [name, listener] of Object.entries(listeners)) target.removeEventListener(name, listener, { capture: true });
  };
}
