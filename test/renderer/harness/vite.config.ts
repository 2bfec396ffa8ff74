// Development page for the scene, the cross-section and the plots on their own: npx vite --config test/renderer/harness/vite.config.ts
import { fileURLToPath } from 'node:url';
import { svelte, vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('../../..', import.meta.url));

// eslint-disable-next-line no-restricted-exports -- the form that vite reads
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [svelte({ configFile: false, preprocess: vitePreprocess() })],
  server: { fs: { allow: [root] } },
  cacheDir: `${root}/node_modules/.vite-harness`,
});
