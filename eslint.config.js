// Lint, including the layer rule of the architecture: renderer -> model; main -> workers, model; workers -> model.
import js from '@eslint/js';
import globals from 'globals';
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const layer = (files, patterns) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});
const never = (group, message) => ({ group, message });
const NODE = never(['node:*', 'fs', 'path', 'os', 'child_process', 'worker_threads'], 'No Node in this layer.');
const ELECTRON = never(['electron', 'electron/*'], 'No Electron in this layer.');
const DOM_LIBRARIES = never(['three', 'three/*', 'svelte', 'svelte/*', 'dockview-core'], 'No interface library in this layer.');
const MAIN = never(['**/src-main/**'], 'Imports point downwards only: not from src-main.');
const RENDERER = never(['**/src-renderer/**'], 'Imports point downwards only: not from src-renderer.');
const WORKERS = never(['**/src-workers/**'], 'Imports point downwards only: not from src-workers.');

export default ts.config(
  { ignores: ['.vite/**', 'out/**', 'node_modules/**', 'test-results/**', 'scripts/offline/default_app/**'] },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.node, ...globals.browser },
      parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      eqeqeq: 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  { files: ['**/*.svelte', '**/*.svelte.ts'], languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } } },
  {
    // To the parser the props of an imported component are `any`; svelte-check types them, so these would only repeat it wrongly.
    files: ['**/*.svelte'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off', '@typescript-eslint/no-unsafe-assignment': 'off', '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off', '@typescript-eslint/no-unsafe-return': 'off', '@typescript-eslint/restrict-plus-operands': 'off',
    },
  },
  { files: ['**/*.js', '**/*.mjs'], ...ts.configs.disableTypeChecked },
  { files: ['*.config.ts', '*.config.js'], rules: { 'no-restricted-exports': 'off' } },
  { files: ['src-model/**'], languageOptions: { globals: {} } },
  layer(['src-model/**'], [NODE, ELECTRON, DOM_LIBRARIES, MAIN, RENDERER, WORKERS]),
  layer(['src-workers/**'], [NODE, ELECTRON, DOM_LIBRARIES, MAIN, RENDERER]),
  layer(['src-main/**'], [DOM_LIBRARIES, RENDERER]),
  layer(['src-main/batch/**', 'src-main/run/**', 'src-main/pool/**', 'src-main/results/**', 'src-main/project-file/**', 'src-main/engines/**'],
    [ELECTRON, DOM_LIBRARIES, RENDERER]),
  layer(['src-renderer/**'], [NODE, ELECTRON, MAIN, WORKERS]),
);
