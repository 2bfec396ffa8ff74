import { expect, test } from './application';

test('start page', async ({ start }) => {
  const { page } = await start();
  page.on('console', (m) => console.log('CONSOLE', m.text()));
  page.on('pageerror', (m) => console.log('PAGEERROR', m.message));
  await expect(page.getByRole('heading', { name: 'Ranvier' })).toBeVisible();
  await page.screenshot({ path: '/tmp/shots/start.png' });
  await page.getByRole('button', { name: /Two fascicles/ }).click();
  await page.waitForTimeout(1500);
  await page.screenshot({ path: '/tmp/shots/model.png' });
  await page.getByRole('button', { name: 'Run' }).first().click();
  await page.waitForTimeout(8000);
  await page.screenshot({ path: '/tmp/shots/run.png' });
});
