// Help beside every field: each control of each panel has its help button, and each help names meaning, unit, default and source.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './application';
import { ALL_KINDS, SMALL_NERVE, TWO_FIBERS, writeProject } from './projects';

/** Accessible names of controls in the panel that have no help beside them or at the head of their table or group. */
const controlsWithoutHelp = (panel: Locator): Promise<string[]> => panel.evaluate((aside) => {
  const HELP = 'button[aria-label^="Help:"]';
  const controls = [...aside.querySelectorAll<HTMLInputElement>('input:not([hidden]), select:not([aria-label^="Add "]), textarea')];
  return controls.filter((control) => {
    const row = control.closest('.row, .values, .own, table, .title, .names, fieldset');
    return !(row?.querySelector(HELP) ?? row?.previousElementSibling?.querySelector(HELP) ?? row?.closest('fieldset')?.querySelector(HELP));
  }).map((control) => control.getAttribute('aria-label') ?? control.labels?.[0]?.textContent ?? control.id);
});

const helpCards = (panel: Locator): Promise<{ title: string; texts: (string | undefined)[] }[]> => panel.evaluate((aside) =>
  [...aside.querySelectorAll<HTMLElement>('[popover]:has(dl)')].map((card) => ({
    title: card.querySelector('strong')?.textContent ?? '',
    texts: [card.querySelector('p')?.textContent, ...['Unit', 'Default', 'Source'].map((term) =>
      [...card.querySelectorAll('dt')].find((each) => each.textContent === term)?.nextElementSibling?.textContent)],
  })));

/** Looks at the panel of every item of the outline. Returns the titles of all helps. */
async function expectHelpEverywhere(page: Page): Promise<Set<string>> {
  const panel = page.getByRole('complementary', { name: 'Inspector' });
  const items = page.getByRole('treeitem');
  const titles = new Set<string>();
  for (let k = 0; k < await items.count(); k++) {
    const name = (await items.nth(k).textContent())!;
    await items.nth(k).click();
    await expect(items.nth(k)).toHaveAttribute('aria-selected', 'true');
    await panel.locator('details:not([open]) > summary').evaluateAll((summaries) => summaries.forEach((summary) => (summary as HTMLElement).click()));
    expect(await controlsWithoutHelp(panel), `fields without help in the panel of "${name}"`).toEqual([]);
    for (const { title, texts } of await helpCards(panel)) {
      expect(texts.every((text) => text), `help of "${title}" in the panel of "${name}": ${texts.join(' | ')}`).toBe(true);
      titles.add(title);
    }
  }
  return titles;
}

test('every field of a nerve, its electrodes, waveforms and studies has help with meaning, unit, default and source', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'kinds.ranvier', ALL_KINDS));
  await expect(page.getByRole('treeitem', { name: 'S recording' })).toBeVisible();
  expect((await expectHelpEverywhere(page)).size).toBeGreaterThan(90);
});

test('every field of single fibres in a medium has help with meaning, unit, default and source', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'fibers.ranvier', TWO_FIBERS));
  await expect(page.getByRole('treeitem', { name: 'Near' })).toBeVisible();
  expect((await expectHelpEverywhere(page)).size).toBeGreaterThan(30);
});

test('the help of a field opens beside it, by mouse and by keyboard', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'help.ranvier', SMALL_NERVE));
  await page.getByRole('treeitem', { name: 'Simulation' }).click();
  const button = page.getByRole('button', { name: 'Help: Time step' });
  await button.click();
  await expect(page.getByText('Fixed time step.')).toBeVisible();
  await expect(page.getByText('0.005 ms')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('Fixed time step.')).toBeHidden();
  // The panel stays: Escape closed the help and nothing else.
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/at least as close to converged thresholds/)).toBeVisible();
});
