import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src-renderer/app/commands';
import { ariaKeys, electronAccelerator, keyLabel } from '../../../src-renderer/app/commands/key-label';
import { matchScore } from '../../../src-renderer/app/commands/match';
import { stepOf, stepped } from '../../../src-renderer/app/fields/number-step';

describe('shortcuts as text', () => {
  it('reads like the platform writes them', () => {
    expect(keyLabel('$mod+Shift+KeyZ', 'win32')).toBe('Ctrl+Shift+Z');
    expect(keyLabel('$mod+Shift+KeyZ', 'darwin')).toBe('⇧⌘Z');
    expect(keyLabel('$mod+Comma', 'linux')).toBe('Ctrl+,');
    expect(keyLabel('Delete', 'linux')).toBe('Del');
    expect(electronAccelerator('$mod+Digit1')).toBe('CmdOrCtrl+1');
    expect(ariaKeys('$mod+KeyS', 'linux')).toBe('Control+S');
    expect(ariaKeys('$mod+KeyS', 'darwin')).toBe('Meta+S');
  });
});

describe('finding commands', () => {
  it('prefers words over beginnings over letters', () => {
    const texts = ['Run Run', 'View Run progress', 'Insert Fascicle', 'View Dark theme'];
    expect(matchScore('run', texts[0])).toBeGreaterThan(0);
    expect(matchScore('ins', texts[2])).toBeGreaterThan(matchScore('nse', texts[2]));
    expect(matchScore('dk', texts[3])).toBeGreaterThan(0);
    expect(matchScore('insert fas', texts[2])).toBeGreaterThan(0);
    expect(matchScore('xyz', texts[0])).toBe(0);
    expect(matchScore('run xyz', texts[0])).toBe(0);
    expect(matchScore('', texts[0])).toBe(1);
  });
});

describe('arrow keys in number fields', () => {
  it('steps by a comfortable part of the number', () => {
    expect([0, 0.005, 0.1, 2, 20, 199, 200, -60, 5000].map(stepOf)).toEqual([1, 0.0001, 0.001, 0.1, 1, 1, 10, 1, 100]);
  });
  it('leaves no dust of binary fractions', () => {
    expect(stepped(0.3, 0.1)).toBe(0.4);
    expect(stepped(0.1, 0.2)).toBe(0.3);
    expect(stepped(1.1, -0.01)).toBe(1.09);
  });
});

describe('shortcuts', () => {
  it('belong to one command each', () => {
    const keys = COMMANDS.flatMap(({ keys: own }) => [...(own ?? [])]);
    expect(keys.length).toBeGreaterThan(25);
    expect(keys.filter((each, k) => keys.indexOf(each) !== k)).toEqual([]);
  });
  it('leave the keys of the views alone', () => {
    const ofViews = ['KeyM', 'KeyT', 'KeyR', 'KeyF', 'Digit1', 'Digit2', 'Digit3', 'Digit4', 'Home', 'Equal', 'Minus', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'F10'];
    expect(COMMANDS.flatMap(({ keys }) => keys ?? []).filter((each) => ofViews.includes(each))).toEqual([]);
  });
});
