// The documentation inside the window: F1, search, links, and nothing from outside.
import { expectAccessible } from './accessibility';
import { expect, test } from './application';

test('F1 opens the page of what is shown, and goes back', async ({ start }) => {
  const { page } = await start();
  await page.getByRole('button', { name: /Two fascicles, LIFE/ }).click();
  await page.getByRole('treeitem', { name: 'Electrodes' }).click();
  await page.keyboard.press('F1');
  const help = page.getByRole('region', { name: 'Help' });
  await expect(help.getByRole('article').getByRole('heading', { level: 1 })).toHaveText('Electrodes');
  await expect(help.getByRole('article').getByRole('img').first()).toBeVisible();
  expect(await help.getByRole('article').getByRole('img').first().evaluate((picture: HTMLImageElement) => picture.decode().then(() => picture.naturalWidth))).toBeGreaterThan(100);
  await expectAccessible(page, 'the help');
  await page.keyboard.press('F1');
  await expect(page.getByRole('tab', { name: 'Model' })).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('tab', { name: 'Results' }).click();
  await page.keyboard.press('F1');
  await expect(help.getByRole('article').getByRole('heading', { level: 1 })).toHaveText('Results');
});

test('pages are found by title, links lead from page to page and back, also by keyboard', async ({ start }) => {
  const { page } = await start();
  await page.getByRole('menuitem', { name: 'Help' }).click();
  await page.getByRole('menuitem', { name: /Help on what is shown/ }).click();
  const help = page.getByRole('region', { name: 'Help' });
  await help.getByRole('searchbox').fill('without a window');
  await help.getByRole('button', { name: 'Runs without a window', exact: true }).click();
  const article = help.getByRole('article');
  await expect(article.getByRole('heading', { level: 1 })).toHaveText('Runs without a window');
  await article.getByRole('link', { name: 'studies' }).first().focus();
  await page.keyboard.press('Enter');
  await expect(article.getByRole('heading', { level: 1 })).toHaveText(/Studies/);
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(article.getByRole('heading', { level: 1 })).toHaveText('Runs without a window');
  await help.getByRole('button', { name: 'Forward' }).click();
  await expect(article.getByRole('heading', { level: 1 })).toHaveText(/Studies/);
  await help.getByRole('searchbox').fill('');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'New project' })).toBeVisible();
});

test('every page is drawn, without foreign addresses', async ({ start }) => {
  const { page } = await start();
  await page.keyboard.press('F1');
  const help = page.getByRole('region', { name: 'Help' });
  const buttons = help.getByRole('navigation').getByRole('listitem').getByRole('button');
  await expect(buttons.first()).toBeVisible();
  for (let k = 0; k < await buttons.count(); k++) {
    await buttons.nth(k).click();
    await expect(help.getByRole('article').getByRole('heading', { level: 1 })).toBeVisible();
    expect(await help.getByRole('article').evaluate((article) => [...article.querySelectorAll('a, img')]
      .map((element) => element.getAttribute('href') ?? element.getAttribute('src') ?? '').filter((address) => /^[a-z]+:(?!\/\/app\/)/.test(address) && !address.startsWith('data:image/')))).toEqual([]);
  }
});
