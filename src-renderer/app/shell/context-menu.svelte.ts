// The context menu: where it is open and for what.
import type { ContextKind } from '../commands/command';

export class ContextMenuState {
  open = $state.raw<{ kind: ContextKind; left: number; top: number; returnFocus: HTMLElement | null } | null>(null);

  show(kind: ContextKind, event: MouseEvent): void {
    event.preventDefault();
    const target = event.target instanceof HTMLElement ? event.target : null;
    // The menu key gives no useful position: open below the element then.
    const box = target?.getBoundingClientRect();
    const byKeyboard = event.clientX === 0 && event.clientY === 0;
    this.open = { kind, left: byKeyboard && box ? box.left : event.clientX, top: byKeyboard && box ? box.bottom : event.clientY, returnFocus: target };
  }

  close(restoreFocus: boolean): void {
    if (restoreFocus) this.open?.returnFocus?.focus();
    this.open = null;
  }
}
