// The first minutes: start page, templates, what a new user finds.
import { expectAccessible } from './accessibility';
import { expect, test } from './application';

test('the start page offers templates, and each of them opens without problems', async ({ start }) => {
  const { page } = await start();
  await expect(page.getByRole('heading', { name: 'Ranvier' })).toBeVisible();
  await expectAccessible(page, 'the start page');
  for (const template of ['One fascicle', 'Two fascicles, LIFE', 'Five fascicles', 'Single fibre']) {
    await page.getByRole('button', { name: new RegExp(template) }).click();
    await expect(page.getByText('No problems')).toBeVisible();
    await expect(page.getByRole('treeitem', { name: 'Project' })).toHaveAttribute('aria-selected', 'true');
    await page.getByRole('menuitem', { name: 'File' }).click();
    await page.getByRole('menuitem', { name: 'Close project' }).click();
    await expect(page.getByRole('heading', { name: 'New project' })).toBeVisible();
  }
});
