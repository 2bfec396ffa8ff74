// The built renderer in Debian's Chromium, years newer than the runtime of the other tests. Files come from a small server with the headers of the
// application's own scheme; the bridge leads to this process, where the real engine thread runs projects and reads results.
import { chromium, test as base, type Page } from '@playwright/test';
import { createServer } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { AUTOMATIC_CPU } from '../../src-model/cpu';
import type { AppSettings, RunMessage, SessionStart } from '../../src-model/bridge';
import { EngineHost } from '../../src-main/run-host/engine-host';
import type { EngineCalls } from '../../src-main/run-host/engine-messages';
import { resolveInside } from '../../src-main/windows/inside-folder';
import { CONTENT_TYPES, SECURITY_HEADERS } from '../../src-main/windows/page-headers';
import { ROOT, expect, listenForComplaints } from './application';

export const CHROMIUM = '/usr/bin/chromium';
const RENDERER = path.join(ROOT, '.vite', 'renderer', 'main_window');

type Handler = (...values: never[]) => unknown;

/** Answers of the bridge by "group.method"; what is not here resolves to nothing. */
function handlers(folder: string, engine: EngineHost, tell: (message: RunMessage) => void, exported: string[]): Record<string, Handler> {
  let settings: AppSettings = { cpu: AUTOMATIC_CPU, engines: { gmsh: null, python: null }, theme: 'light', autosaveSeconds: 0, cacheMb: 100, lookForUpdates: false };
  let results: string | null = null;
  const place = { projectFolder: folder, gmshPath: null };
  const run = (projectText: string, studies: string[] | null): void => {
    const outFolder = path.join(folder, `run-${Date.now()}.results`);
    engine.call('run', { ...place, projectText, studies, outFolder }).then(
      (finished) => { results = finished.folder; tell({ kind: 'finished', ...finished }); },
      (error: unknown) => tell({ kind: 'failed', message: String(error) }),
    );
  };
  return {
    'session.start': (): SessionStart => ({
      app: { version: 'second engine', platform: 'linux', cpuCount: cpus().length, memoryGb: 4, runtime: { electron: '-', chrome: '-', node: process.versions.node } },
      settings, settingsNotes: [], recent: [], examples: [], document: null, requestedFileName: null, drafts: [], afterCrash: false, running: null, interrupted: null, resultsShown: false,
      updates: { state: 'off', sentence: 'No source of updates is configured.', userMayChoose: false },
    }),
    'settings.change': (change: Partial<AppSettings>) => (settings = { ...settings, ...change }),
    'engines.find': () => [],
    'document.startNew': () => [],
    'run.start': run,
    'run.cancel': () => engine.cancelRun(),
    'run.previewPopulation': (projectText: string) => engine.call('preview', { ...place, projectText }),
    'run.fieldSlice': (projectText: string, xUm: number) => engine.call('fieldSlice', { ...place, projectText, xUm }),
    'run.meshSection': (projectText: string, xUm: number) => engine.call('meshSection', { ...place, projectText, xUm }),
    'run.fiberPotentials': (projectText: string, fibers: Omit<EngineCalls['fiberPotentials']['payload'], 'projectText' | 'projectFolder' | 'gmshPath'>) => engine.call('fiberPotentials', { ...place, projectText, ...fibers }),
    'run.traces': (fiberId: string) => engine.call('readTraces', { folder: results!, fiberId }),
    'files.export': (name: string) => { exported.push(name); return `/exported/${name}`; },
  };
}

/** In the page: a bridge that asks this process, and hears what it tells. */
function installBridge(): void {
  const listeners: Record<string, (payload: unknown) => void> = {};
  const ask = (window as unknown as { askBridge: (name: string, values: unknown[]) => Promise<unknown> }).askBridge;
  const group = (name: string): object => new Proxy({}, {
    get: (_target, method: string) => (method.startsWith('on')
      ? (listener: (payload: unknown) => void) => { listeners[`${name}.${method}`] = listener; return () => undefined; }
      : (...values: unknown[]) => ask(`${name}.${method}`, values)),
  });
  const groups = Object.fromEntries(['session', 'document', 'run', 'engines', 'settings', 'files'].map((name) => [name, group(name)]));
  Object.assign(window, { ranvier: groups, tellBridge: (name: string, payload: unknown) => listeners[name]?.(payload) });
}

export interface SecondEngine {
  page: Page;
  /** Names of the files that were exported. */
  exported: string[];
}

export const test = base.extend<{ secondEngine: SecondEngine }>({
  // eslint-disable-next-line no-empty-pattern -- the form that Playwright asks for
  secondEngine: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'ranvier second '));
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      const file = resolveInside(RENDERER, pathname === '/' ? '/index.html' : pathname);
      readFile(file ?? '').then(
        (bytes) => response.writeHead(200, { ...SECURITY_HEADERS, 'content-type': CONTENT_TYPES[path.extname(file!)] ?? 'application/octet-stream' }).end(bytes),
        () => response.writeHead(pathname === '/favicon.ico' ? 204 : 404).end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'] });
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const complaints: string[] = [];
    const exported: string[] = [];
    listenForComplaints(page.context(), (text) => complaints.push(text));
    const tell = (message: RunMessage): void => void page.evaluate((told) => (window as unknown as { tellBridge: (name: string, payload: unknown) => void }).tellBridge('run.onMessage', told), message).catch(() => undefined);
    const engine = new EngineHost(() => ({ bundleFolder: path.join(ROOT, '.vite', 'build'), cacheFolder: path.join(folder, 'cache'), cacheMb: 100, cpu: AUTOMATIC_CPU }), (event) => tell({ kind: 'event', event }));
    const answers = handlers(folder, engine, tell, exported);
    await page.exposeFunction('askBridge', (name: string, values: never[]) => answers[name]?.(...values));
    await page.addInitScript(installBridge);
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForSelector('[data-ready]');
    await use({ page, exported });
    await browser.close();
    await engine.dispose();
    server.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    expect(complaints, 'errors and warnings on the console of the window').toEqual([]);
  },
});
