import { defineConfig } from 'vite';

// Main process, batch and workers: each entry becomes one self-contained CommonJS file.
export default defineConfig({
  build: { target: 'node18' },
  // Who distributes the program may build a feed of updates into it; without one it never looks.
  define: { RANVIER_UPDATE_FEED: JSON.stringify(process.env.RANVIER_UPDATE_FEED ?? '') },
});
