import { describe, expect, it } from 'vitest';
import { EXTERNAL_LINKS } from '../../../src-model/external-links';
import { targetOf } from '../../../src-renderer/help/links';
import { anchorsOf, headingsOf, HELP_PAGES, pageOf, searchHelp } from '../../../src-renderer/help/pages';
import { ALL_TOPICS, pageAbout } from '../../../src-renderer/help/topic';

const exists = (id: string): boolean => ['results.md', 'guide/electrodes.md', 'guide/nerve.md'].includes(id);

describe('links of the documentation', () => {
  it('lead to pages, also from folder to folder and to headings', () => {
    expect(targetOf('results.md', 'headless.md', exists)).toEqual({ kind: 'page', id: 'results.md', anchor: '' });
    expect(targetOf('../results.md#fiberscsv', 'guide/nerve.md', exists)).toEqual({ kind: 'page', id: 'results.md', anchor: 'fiberscsv' });
    expect(targetOf('electrodes.md', 'guide/nerve.md', exists)).toEqual({ kind: 'page', id: 'guide/electrodes.md', anchor: '' });
    expect(targetOf('#shape', 'guide/nerve.md', exists)).toEqual({ kind: 'page', id: 'guide/nerve.md', anchor: 'shape' });
  });

  it('to other addresses exist only for the fixed list', () => {
    expect(targetOf(EXTERNAL_LINKS.gmsh, 'results.md', exists)).toEqual({ kind: 'external', link: 'gmsh' });
    for (const href of ['https://example.org/', 'javascript:alert(1)', 'file:///etc/passwd', '../test/golden/data', '../../results.md', '%zz']) {
      expect(targetOf(href, 'guide/nerve.md', exists), href).toEqual({ kind: 'none' });
    }
  });
});

describe('the pages', () => {
  it('are those of docs/, with titles, and every link between them leads to a page and a heading that exist', () => {
    expect(HELP_PAGES.length).toBeGreaterThan(5);
    for (const { id, title, markdown } of HELP_PAGES) {
      expect(title, id).not.toBe(id);
      for (const [, href] of markdown.matchAll(/\]\(([^)\s]+\.md[^)\s]*|#[^)\s]+)\)/g)) {
        const target = targetOf(href, id, (other) => pageOf(other) !== null);
        expect(target.kind, `${id}: ${href}`).toBe('page');
        if (target.kind !== 'page' || target.anchor === '') continue;
        expect(headingsOf(pageOf(target.id)!.markdown).map(({ anchor }) => anchor), `${id}: ${href}`).toContain(target.anchor);
      }
    }
  });

  it('are found by title, then by heading, then by what they mention', () => {
    const page = (id: string, markdown: string) => ({ id, title: headingsOf(markdown)[0].text, markdown });
    const pages = [page('a.md', '# Nerves\n\nabout cuffs'), page('b.md', '# Other\n\n## Cuffs of a nerve'), page('c.md', '# Cuffs')];
    expect(searchHelp('cuffs', pages).map((hit) => `${hit.page.id}#${hit.heading?.anchor ?? ''}`)).toEqual(['c.md#', 'b.md#cuffs-of-a-nerve', 'a.md#']);
    expect(searchHelp('cuffs nowhere', pages)).toEqual([]);
    expect(searchHelp('  ', pages)).toEqual([]);
  });

  it('are there for everything that F1 asks about', () => {
    for (const id of ALL_TOPICS) expect(pageOf(id), id).not.toBeNull();
    expect([pageAbout('results', 'nerve'), pageAbout('model', 'electrode'), pageAbout('model', null)]).toEqual(['guide/results.md', 'guide/electrodes.md', 'guide/start.md']);
  });

  it('are listed guide first, as its index names them', () => {
    const ids = HELP_PAGES.map(({ id }) => id);
    expect(ids.slice(0, 3)).toEqual(['guide/index.md', 'guide/start.md', 'guide/window.md']);
    expect(ids.indexOf('tutorials/1-intracellular-stimulation.md')).toBeGreaterThan(ids.indexOf('guide/shortcuts.md'));
    expect(ids.indexOf('results.md')).toBeGreaterThan(ids.indexOf('tutorials/5-optimisation.md'));
  });
});

it('headings get the fragments that links use', () => {
  expect(anchorsOf(['What a run writes', 'results.h5', 'CPU counts', 'CPU counts'])).toEqual(['what-a-run-writes', 'resultsh5', 'cpu-counts', 'cpu-counts-1']);
  expect(headingsOf('# A `b`\n```\n# no heading\n```\n## [C](c.md)\n').map(({ text }) => text)).toEqual(['A b', 'C']);
});
