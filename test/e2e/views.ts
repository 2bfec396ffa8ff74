// The views of the model in a test.
import type { Page } from '@playwright/test';

/** Shows one view alone, and waits until its picture fits the new size: that is a frame later than the layout. */
export async function showAlone(page: Page, view: 'Cross-section' | '3-D'): Promise<void> {
  await page.getByRole('button', { name: `${view} only` }).click();
  await page.evaluate(() => new Promise<void>((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  }));
}
