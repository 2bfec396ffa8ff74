// What the engine computes, in the views of the model: mesh, potential along fibres, action potentials.
import { expect, test } from './application';
import { SMALL_NERVE, writeProject } from './projects';

/** Two applications at a time share the cores with whatever else runs. */
const ENGINE_MS = 90_000;
test.describe.configure({ timeout: 200_000 });

test('the mesh of the next run lies over the views and follows the plane', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'mesh.ranvier', SMALL_NERVE));
  await page.getByRole('button', { name: 'Mesh', exact: true }).click();
  const state = page.getByRole('status').filter({ hasText: /nodes, [\d,]+ elements/ });
  await expect(state).toBeVisible({ timeout: ENGINE_MS });
  await page.getByRole('textbox', { name: /Position of the field and mesh plane/ }).fill('1 mm');
  await page.keyboard.press('Enter');
  await expect(state).toBeVisible({ timeout: ENGINE_MS });
  await page.getByRole('button', { name: 'Field', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Field at t = 0.1 ms' })).toBeVisible({ timeout: ENGINE_MS });
  // Side by side, the colours are explained once.
  await expect(page.getByRole('figure', { name: 'Colours: Potential' })).toHaveCount(1);
});

test('action potentials travel along the recorded fibres in the model view', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'spikes.ranvier', { ...SMALL_NERVE, simulation: { ...SMALL_NERVE.simulation, record: { membranePotential: 'nodes' } } }));
  await expect(page.getByRole('button', { name: 'Spikes', exact: true })).toBeDisabled();
  await page.keyboard.press('F5');
  await expect(page.getByText(/^Finished in/)).toBeVisible({ timeout: ENGINE_MS });
  await page.getByRole('button', { name: 'Spikes', exact: true }).click();
  const time = page.getByRole('slider', { name: 'Time of the action potentials' });
  await expect.poll(async () => Number(await time.inputValue()), { timeout: ENGINE_MS }).toBeGreaterThan(0.02);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('figure', { name: 'Colours: Membrane potential' })).toBeVisible();
});
