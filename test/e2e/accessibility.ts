// axe on what the window shows, in both themes.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './application';

/** Rules that the colours of a theme can break. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block'];

/**
 * Expects no violation of WCAG 2.2 A and AA, nor of axe's best practices, in the theme that is shown; and none by the colours of the other one.
 * `within` is a selector: only what lies in it is looked at.
 */
export async function expectAccessible(page: Page, what: string, within?: string): Promise<void> {
  // Legacy mode: the usual one opens a second page, which an Electron window cannot.
  const axe = (): AxeBuilder => {
    const builder = new AxeBuilder({ page }).setLegacyMode(true);
    return within === undefined ? builder : builder.include(within);
  };
  const complain = async (builder: AxeBuilder, theme: string): Promise<void> => {
    const { violations } = await builder.analyze();
    const found = violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.slice(0, 4).map(({ html, failureSummary }) => `    ${html.slice(0, 200)}\n      ${failureSummary?.replaceAll('\n', ' ') ?? ''}`).join('\n')}`);
    expect(found, `accessibility of ${what}, ${theme}`).toEqual([]);
  };
  const theme = (await page.locator('html').getAttribute('data-theme'))!;
  const other = theme === 'dark' ? 'light' : 'dark';
  const show = (name: string): Promise<void> => page.evaluate((value) => { document.documentElement.dataset.theme = value; }, name);
  await complain(axe(), theme);
  await show(other);
  await complain(axe().withRules(COLOR_RULES), other);
  await show(theme);
}
