// Keyboard shortcuts from the list of commands.
import { tinykeys } from 'tinykeys';
import type { Workbench } from '../workbench.svelte';
import { type Command, isEnabled } from './command';

/** Listens on the window until the returned function is called. */
export function bindShortcuts(commands: readonly Command[], workbench: Workbench): () => void {
  const bindings: Record<string, (event: KeyboardEvent) => void> = {};
  for (const command of commands) {
    for (const keys of command.keys ?? []) {
      bindings[keys] = (event) => {
        if (belongsToTextField(event, command) || workbench.dialogs.modalOpen || closesPopover(event)) return;
        event.preventDefault();
        if (isEnabled(command, workbench)) workbench.perform(command.id);
      };
    }
  }
  return tinykeys(window, bindings, { ignore: (event) => event.isComposing });
}

/** Escape closes the help of a field, and does nothing else. */
const closesPopover = ({ key }: KeyboardEvent): boolean => key === 'Escape' && document.querySelector(':popover-open') !== null;

/** True when the key is meant for the text field that has the focus. */
function belongsToTextField({ target }: KeyboardEvent, { inTextFields }: Command): boolean {
  if (inTextFields === 'always' || !isTextField(target)) return false;
  // Number fields say whether they hold text that is not taken over yet.
  return inTextFields === undefined || target.dataset.typing !== 'false';
}

function isTextField(target: EventTarget | null): target is HTMLElement {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type);
}
