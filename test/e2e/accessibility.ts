// axe on what the window shows.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './application';

/** Expects no violation of WCAG 2.2 A and AA, nor of axe's best practices. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  // Legacy mode: the usual one opens a second page, which an Electron window cannot.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.slice(0, 4).map(({ html, failureSummary }) => `    ${html.slice(0, 200)}\n      ${failureSummary?.replaceAll('\n', ' ') ?? ''}`).join('\n')}`);
  expect(found, `accessibility of ${what}`).toEqual([]);
}
