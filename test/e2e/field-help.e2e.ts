// Help beside every field: each control of each panel has its help button, and each help names meaning, unit, default and source.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './application';
import { SMALL_NERVE, TWO_FIBERS, writeProject } from './projects';

const pulse = { kind: 'pulse', startMs: 0.1, durationMs: 0.1, amplitudeUa: -80 };
const timed = { startMs: 0, durationMs: 1 };
const values = { from: 1, to: 10, count: 4 };
/** Every kind of shape, population, electrode, waveform and study. */
const ALL_KINDS = {
  ...SMALL_NERVE,
  nerve: { lengthUm: 5000, diameterUm: 600, materials: { epineurium: { name: 'own', conductivitySPerM: { xx: 1, yy: 1, zz: 1 } } } },
  fascicles: [
    ...SMALL_NERVE.fascicles,
    { id: 'F2', shape: { kind: 'ellipse', centerYUm: 180, centerZUm: 0, diameterYUm: 80, diameterZUm: 60 }, population: { kind: 'explicit', axons: [] } },
    { id: 'F3', shape: { kind: 'polygon', verticesUm: [[-200, -30], [-140, -30], [-170, 40]] }, population: { kind: 'generated', axonCount: 5 } },
  ],
  electrodes: [
    { kind: 'life', id: 'E life', xUm: 2000, yUm: 0, zUm: 0 }, { kind: 'cuff', id: 'E cuff', centerXUm: 1000 }, { kind: 'multi-contact-cuff', id: 'E contacts', centerXUm: 3000 },
    { kind: 'time', id: 'E time', xUm: 4000, yUm: 0, zUm: 100 },
  ],
  stimulation: {
    waveforms: [
      { id: 'W pulse', waveform: pulse }, { id: 'W biphasic', waveform: { kind: 'biphasic', cathodicUa: 1, cathodicMs: 1, anodicUa: 1 } },
      { id: 'W constant', waveform: { kind: 'constant', valueUa: 1 } }, { id: 'W sine', waveform: { kind: 'sine', ...timed, amplitudeUa: 1, frequencyKhz: 1 } },
      { id: 'W square', waveform: { kind: 'square', ...timed, amplitudeUa: 1, frequencyKhz: 1 } }, { id: 'W ramp', waveform: { kind: 'ramp', ...timed, toUa: 1 } },
      { id: 'W harmonic', waveform: { kind: 'harmonic', ...timed, amplitudeUa: 1, weights: [1], phasesDeg: [0] } },
      { id: 'W noise', waveform: { kind: 'noise', ...timed, standardDeviationUa: 1 } }, { id: 'W samples', waveform: { kind: 'samples', timesMs: [0, 1], valuesUa: [1, 0] } },
      { id: 'W sum', waveform: { kind: 'sum', terms: [pulse] } },
    ],
    drives: [{ contact: 'E life', waveform: 'W pulse' }],
    clamps: [{ position: 0, startMs: 0, durationMs: 1, amplitude: 1 }],
  },
  simulation: { ...SMALL_NERVE.simulation, record: { membranePotential: 'points', pointsUm: values } },
  studies: [
    { kind: 'recruitment-curve', id: 'S curve', amplitudesUa: values }, { kind: 'thresholds', id: 'S thresholds' }, { kind: 'block-thresholds', id: 'S block', testMs: 1 },
    { kind: 'strength-duration', id: 'S durations', waveform: 'W pulse', durationsMs: values }, { kind: 'current-distance', id: 'S distance', electrode: 'E life', yUm: values },
    { kind: 'conduction-velocity', id: 'S velocity', diametersUm: values }, { kind: 'convergence', id: 'S convergence' },
    { kind: 'sweep', id: 'S sweep', parameters: [{ path: 'electrodes.0.yUm', values }], sampling: 'random', measure: 'thresholds' },
    { kind: 'optimization', id: 'S optimization', variables: [{ path: 'electrodes.0.yUm', lower: 0, upper: 1 }], cost: [{ quantity: 'recruited' }] },
    { kind: 'recording', id: 'S recording', pointsUm: [[0, 0, 100]], contacts: ['E life'] },
  ],
};

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
