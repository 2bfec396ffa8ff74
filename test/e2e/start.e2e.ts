import { expect, test } from './application';

test('the window opens', async ({ start }) => {
  const { app, page } = await start();
  await expect(page.getByRole('heading')).toBeVisible();
  console.log(await app.evaluate(({ app: a }) => a.getPath('userData')), await page.evaluate(() => window.ranvier.session.start()));
});
