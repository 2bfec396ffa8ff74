// One registry of commands behind menus, shortcuts, palette and context menus.
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src-renderer/app/commands';
import { MENU_ORDER, type ContextKind } from '../../../src-renderer/app/commands/command';
import { electronAccelerator, keyLabel } from '../../../src-renderer/app/commands/key-label';
import { contextItems, menuItems } from '../../../src-renderer/app/commands/menus';

const ids = (items: readonly ({ id: string } | null)[]): string[] => items.flatMap((item) => (item ? [item.id] : []));
const CONTEXTS: readonly ContextKind[] = ['nerve', 'fascicle', 'electrode', 'fiber', 'waveform', 'study'];

describe('the registry of commands', () => {
  it('names every command once', () => {
    expect(new Set(COMMANDS.map(({ id }) => id)).size).toBe(COMMANDS.length);
    expect(COMMANDS.length).toBeGreaterThan(50);
  });

  it('gives each shortcut to one command', () => {
    const keys = COMMANDS.flatMap((command) => command.keys ?? []);
    expect(keys.filter((each, k) => keys.indexOf(each) !== k)).toEqual([]);
    for (const each of keys) {
      expect(keyLabel(each, 'linux')).not.toMatch(/\$|Key[A-Z]|Digit/);
      expect(electronAccelerator(each)).not.toMatch(/\$|Key[A-Z]|Digit/);
    }
  });

  it('fills every menu, with separators only between entries', () => {
    for (const menu of MENU_ORDER) {
      const items = menuItems(COMMANDS, menu);
      expect(items.length, menu).toBeGreaterThan(0);
      expect([items[0], items.at(-1)], menu).not.toContain(null);
      expect(items.some((item, k) => item === null && items[k + 1] === null), menu).toBe(false);
    }
    expect(ids(MENU_ORDER.flatMap((menu) => menuItems(COMMANDS, menu)))).toEqual(ids(MENU_ORDER.flatMap((menu) => COMMANDS.filter((command) => command.menu === menu))));
  });

  it('offers duplicate and delete on everything that can be named, and what a nerve can hold on the nerve', () => {
    for (const kind of CONTEXTS.filter((each) => each !== 'nerve')) expect(ids(contextItems(COMMANDS, kind)), kind).toEqual(expect.arrayContaining(['edit.duplicate', 'edit.delete']));
    expect(ids(contextItems(COMMANDS, 'nerve'))).toEqual(expect.arrayContaining(['insert.fascicle', 'insert.electrode.life', 'insert.electrode.multi-contact-cuff']));
    expect(ids(contextItems(COMMANDS, 'study'))).toContain('run.this-study');
  });

  it('leaves no command out of reach: menu, palette, key or context menu', () => {
    expect(COMMANDS.filter(({ menu, hiddenInPalette, keys, contexts }) => !menu && hiddenInPalette && !keys && !contexts).map(({ id }) => id)).toEqual([]);
  });
});
