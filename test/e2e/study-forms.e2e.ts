// Studies without a line of JSON: values picked by name, bounds with units, costs as terms and factors, recording points, filters.
import type { Page } from '@playwright/test';
import { expectAccessible } from './accessibility';
import { expect, test } from './application';
import { SMALL_NERVE, TWO_FIBERS, writeProject } from './projects';

const inspector = (page: Page) => page.getByRole('complementary', { name: 'Inspector' });

async function command(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+Shift+P');
  await page.getByRole('combobox', { name: 'Command' }).fill(title);
  await page.keyboard.press('Enter');
}

test('a sweep picks its values from the project, with their units', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'study.ranvier', SMALL_NERVE));
  await command(page, 'Study: Parameter sweep');
  await page.getByRole('combobox', { name: 'Parameter 1' }).selectOption({ label: 'Diameter – LIFE 1' });
  const last = page.getByRole('textbox', { name: 'Values: last' });
  await expect(last).toHaveValue('50');
  await last.fill('0.04 mm');
  await last.press('Enter');
  await expect(last).toHaveValue('40');
  await page.getByRole('button', { name: 'Add parameter' }).click();
  await expect(page.getByRole('combobox', { name: 'Parameter 2' })).toBeVisible();
  await expectAccessible(page, 'sweep');
  // A choice is ticked; the last one stays.
  await page.getByRole('combobox', { name: 'Parameter 2' }).selectOption({ label: 'Field: perineurium – Simulation' });
  const choices = page.getByRole('group', { name: 'Choices of parameter 2' });
  await choices.getByRole('checkbox', { name: 'nrv' }).uncheck();
  await expect(choices.getByRole('checkbox', { name: 'sharp' })).toBeDisabled();
  await expect(inspector(page)).toContainText('Simulation: field: perineurium, now sharp');
  await expectAccessible(page, 'sweep of a choice');
  await page.getByRole('button', { name: 'Remove parameter 2' }).click();
  await expect(page.getByText('No problems', { exact: true })).toBeVisible();
  // The reference follows a rename.
  await page.getByRole('treeitem', { name: 'LIFE 1' }).click();
  await inspector(page).getByRole('textbox', { name: 'Name' }).fill('Wire');
  await inspector(page).getByRole('textbox', { name: 'Name' }).press('Enter');
  await page.getByRole('treeitem', { name: 'Parameter sweep' }).click();
  await expect(inspector(page)).toContainText('Wire: diameter, now 25 µm');
});

test('an optimisation has variables with bounds and a cost of terms and factors', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'study.ranvier', SMALL_NERVE));
  await command(page, 'Study: Optimisation');
  await page.getByRole('textbox', { name: 'Upper bound of variable 1' }).fill('-1');
  await page.keyboard.press('Enter');
  await expect(inspector(page)).toContainText('not above the lower bound');
  await page.keyboard.press('Control+z');
  await page.getByRole('combobox', { name: 'Fascicle of term 1' }).selectOption('F1');
  await page.getByRole('combobox', { name: 'Fibre type of term 1' }).selectOption('myelinated');
  await page.getByRole('button', { name: 'Multiply by another quantity' }).first().click();
  await page.getByRole('combobox', { name: 'Quantity of factor 2 of term 1' }).selectOption('energy');
  await expect(inspector(page)).toContainText('Cost = not recruited fraction (F1, myelinated) × energy + 0.01 × charge');
  await expectAccessible(page, 'optimisation');
  await page.getByRole('button', { name: 'Remove term 2' }).click();
  await expect(inspector(page)).not.toContainText('+ 0.01');
  await expect(page.getByText('No problems', { exact: true })).toBeVisible();
});

test('a recording has points and contacts; clamps and recordings choose their fibres', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'study.ranvier', TWO_FIBERS));
  await command(page, 'Study: Recording');
  await page.getByRole('group', { name: 'Contacts' }).getByRole('checkbox', { name: 'Point 1' }).uncheck();
  await expect(inspector(page)).toContainText('Nothing records');
  await page.getByRole('button', { name: 'Add point' }).click();
  await page.getByRole('textbox', { name: 'x of point 1' }).fill('1 cm');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'x of point 1' })).toHaveValue('10000');
  await page.getByRole('treeitem', { name: 'Simulation' }).click();
  const recorded = page.getByRole('group', { name: 'Fibres', exact: true });
  await recorded.getByRole('checkbox', { name: 'all' }).uncheck();
  await recorded.getByRole('checkbox', { name: 'Far' }).uncheck();
  await expect(recorded.getByRole('checkbox', { name: 'Near' })).toBeChecked();
  await page.getByRole('treeitem', { name: 'Stimulus' }).click();
  await page.getByText('Injected currents').click();
  await page.getByRole('button', { name: 'Add injected current' }).click();
  await page.getByRole('group', { name: 'Fibres', exact: true }).getByRole('checkbox', { name: 'all' }).uncheck();
  await page.getByRole('group', { name: 'Fibres', exact: true }).getByRole('checkbox', { name: 'Far' }).uncheck();
  await expect(page.getByText('No problems', { exact: true })).toBeVisible();
  for (let steps = 0; steps < 7; steps++) await page.keyboard.press('Control+z');
  await expect(page.getByRole('banner')).not.toContainText('edited');
});
