import { defineConfig } from 'vite';

// Main process, batch and workers: each entry becomes one self-contained CommonJS file.
export default defineConfig({ build: { target: 'node18' } });
