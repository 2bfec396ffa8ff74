// End-to-end tests on the real Electron window, against the production build that `electron-forge package` leaves in .vite/.
// With RANVIER_GALLERY set to a folder, the screenshots of every panel are made instead (`npm run gallery`).
import { defineConfig } from '@playwright/test';

const gallery = process.env.RANVIER_GALLERY !== undefined;

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: gallery ? '**/*.gallery.ts' : '**/*.e2e.ts',
  timeout: gallery ? 600_000 : 90_000,
  expect: { timeout: 15_000 },
  // Each test starts its own application with its own user folder; two at a time fill two cores.
  workers: gallery ? 1 : 2,
  fullyParallel: true,
  reporter: [['list'], ['json', { outputFile: gallery ? 'test-results/gallery.json' : 'test-results/e2e.json' }]],
  outputDir: 'test-results/e2e',
});
