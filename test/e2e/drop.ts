// Dropping real files, as the system would: through the browser's own input pipeline, so that they carry their paths.
import type { Page } from '@playwright/test';

export async function dropFiles(page: Page, files: string[], at: { x: number; y: number }): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await session.send('Input.dispatchDragEvent', { type, ...at, data });
  await session.detach();
}
