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
        if (isTyping(event) && !command.worksInTextFields) return;
        if (workbench.dialogs.modalOpen) return;
        event.preventDefault();
        if (isEnabled(command, workbench)) workbench.perform(command.id);
      };
    }
  }
  return tinykeys(window, bindings, { ignore: (event) => event.isComposing });
}

/** True while a text field holds text that is not taken over yet, or has the focus and wants the keys for itself. */
function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type);
}
