// The user guide and the window must agree: a page for every panel, every kind of thing named as in the window, every shortcut listed; links and
// pictures lead somewhere; pictures stay small.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/build-headless.mjs';
import { COMMANDS } from '../../src-renderer/app/commands';
import { keyLabel } from '../../src-renderer/app/commands/key-label';
import { ELECTRODE_TITLES, STUDY_TITLES } from '../../src-renderer/app/document/new-items';
import { anchorsOf, headingsOf } from '../../src-renderer/help/pages';
import { ALL_TOPICS } from '../../src-renderer/help/topic';

const DOCS = path.join(root, 'docs');
const files = readdirSync(DOCS, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));
const pages = files.filter((file) => file.endsWith('.md'));
const text = (page: string): string => readFileSync(path.join(DOCS, page), 'utf8');

it('F1 opens a page of the guide from every panel', () => {
  for (const page of ALL_TOPICS) expect(pages, page).toContain(page);
});

it('the guide has a page for every panel and view, and its index links them all', () => {
  const index = text('guide/index.md');
  for (const page of pages.filter((each) => each.startsWith('guide/') && each !== 'guide/index.md')) expect(index, page).toContain(`](${path.posix.basename(page)})`);
  for (const page of ['window', 'population', 'run', 'results', 'settings', 'scene', 'cross-section', 'shortcuts', 'project']) expect(pages).toContain(`guide/${page}.md`);
});

it('names electrodes and studies as the window does', () => {
  for (const title of Object.values(ELECTRODE_TITLES)) expect(text('guide/electrodes.md')).toContain(`| ${title} |`);
  for (const title of Object.values(STUDY_TITLES)) expect(text('guide/studies.md')).toContain(`| ${title} |`);
});

it('lists every keyboard shortcut of a command', () => {
  const listed = text('guide/shortcuts.md');
  for (const { id, keys } of COMMANDS) if (keys) expect(keys.some((each) => listed.includes(keyLabel(each, 'linux').replace('Del', 'Delete').replace('Deleteete', 'Delete'))), `${id}: ${keyLabel(keys[0], 'linux')}`).toBe(true);
});

describe.each(pages)('%s', (page) => {
  it('begins with its title', () => expect(text(page)).toMatch(/^# \S/));

  it('links to pages, headings and pictures that exist', () => {
    for (const [, target] of text(page).replace(/^```[\s\S]*?^```/gm, '').matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/i.test(target)) continue;
      const [file, anchor] = target.split('#');
      const found = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
      expect(existsSync(path.join(DOCS, found)), target).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(headingsOf(text(found)).map((heading) => heading.text)), target).toContain(anchor);
    }
  });
});

it('pictures are shown somewhere, and take less than 2 MB together', () => {
  const pictures = files.filter((file) => /\.(png|svg)$/.test(file));
  const shown = new Set(pages.flatMap((page) => Array.from(text(page).matchAll(/!\[[^\]]+\]\(([^)]+)\)/g), ([, target]) => path.posix.join(path.posix.dirname(page), target))));
  expect(pictures.filter((picture) => !shown.has(picture))).toEqual([]);
  expect(pictures.reduce((sum, picture) => sum + statSync(path.join(DOCS, picture)).size, 0)).toBeLessThan(2e6);
});
