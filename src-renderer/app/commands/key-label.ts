// Shortcuts as a user reads them, and as Electron's native menu wants them. Source notation: tinykeys ("$mod+Shift+KeyZ").
export type Platform = 'linux' | 'win32' | 'darwin';

const MAC_SYMBOLS: Record<string, string> = { $mod: '⌘', Shift: '⇧', Alt: '⌥', Control: '⌃' };
const PLAIN_NAMES: Record<string, string> = { $mod: 'Ctrl', Control: 'Ctrl' };
const KEY_NAMES: Record<string, string> = {
  Comma: ',', Period: '.', Slash: '/', Equal: '=', Minus: '-', Backspace: 'Backspace', Delete: 'Del', Escape: 'Esc', Enter: 'Enter',
};

const keyName = (word: string): string => KEY_NAMES[word] ?? word.replace(/^Key|^Digit/, '');

/** "Ctrl+Shift+Z", or "⇧⌘Z" on macOS. */
export function keyLabel(keys: string, platform: Platform): string {
  const words = keys.split('+');
  if (platform !== 'darwin') return words.map((word) => PLAIN_NAMES[word] ?? keyName(word)).join('+');
  const order = ['Control', 'Alt', 'Shift', '$mod'];
  const modifiers = words.slice(0, -1).sort((a, b) => order.indexOf(a) - order.indexOf(b));
  return modifiers.map((word) => MAC_SYMBOLS[word] ?? word).join('') + keyName(words.at(-1)!);
}

/** "CmdOrCtrl+Shift+Z". */
export const electronAccelerator = (keys: string): string =>
  keys.split('+').map((word) => (word === '$mod' ? 'CmdOrCtrl' : keyName(word))).join('+');

/** For aria-keyshortcuts: "Control+Shift+Z". */
export const ariaKeys = (keys: string, platform: Platform): string =>
  keys.split('+').map((word) => (word === '$mod' ? (platform === 'darwin' ? 'Meta' : 'Control') : keyName(word))).join('+');
