// Electron's security checklist, as far as a running application shows it.
import { expect, test } from './application';
import { SMALL_NERVE, writeProject } from './projects';

test('the page has no Node and no Electron, only the bridge', async ({ start }) => {
  const { app, page } = await start();
  const globals = await page.evaluate(() => ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter((name) => name in window));
  expect(globals).toEqual([]);
  expect(await page.evaluate(() => Object.keys(window.ranvier).sort())).toEqual(['document', 'engines', 'files', 'run', 'session', 'settings']);
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0].webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
    const { contextIsolation, sandbox, nodeIntegration, webSecurity, webviewTag, allowRunningInsecureContent, experimentalFeatures } = contents.getLastWebPreferences();
    return { contextIsolation, sandbox, nodeIntegration, webSecurity, webviewTag, allowRunningInsecureContent, experimentalFeatures };
  });
  expect(preferences).toEqual({
    contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true, webviewTag: false, allowRunningInsecureContent: false, experimentalFeatures: false,
  });
});

test('the content policy refuses inline scripts and other hosts', async ({ start }) => {
  const { page } = await start();
  expect(await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.head.append(script);
    return 'injected' in window;
  })).toBe(false);
  expect(await page.evaluate(() => new Promise((resolve) => {
    window.addEventListener('securitypolicyviolation', (event) => resolve(event.violatedDirective), { once: true });
    const script = document.createElement('script');
    script.src = 'https://example.org/script.js';
    document.head.append(script);
  }))).toBe('script-src-elem');
  for (const url of ['https://example.org/', 'http://127.0.0.1:9/', 'file:///etc/passwd']) {
    expect(await page.evaluate((target) => fetch(target).then(() => 'answered', () => 'refused'), url)).toBe('refused');
  }
  expect(await page.evaluate(() => window.crossOriginIsolated)).toBe(true);
});

test('no window opens, nothing navigates away, no permission is granted', async ({ start }) => {
  const { app, page } = await start();
  expect(await page.evaluate(() => window.open('https://example.org/'))).toBeNull();
  await page.evaluate(() => { window.location.href = 'https://example.org/'; });
  await page.waitForTimeout(300);
  expect(page.url()).toBe('ranvier-app://app/index.html');
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  expect(await page.evaluate(() => navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'granted', () => 'denied'))).toBe('denied');
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
});

test('the protocol serves nothing outside of the application', async ({ start }) => {
  const { page } = await start();
  for (const path of ['../../../package.json', '%2e%2e/%2e%2e/package.json', '..%2f..%2fbuild%2fmain.cjs', '..%5c..%5cbuild%5cmain.cjs', 'missing.js']) {
    expect(await page.evaluate((target) => fetch(`ranvier-app://app/${target}`).then(({ status }) => status), path)).toBe(404);
  }
  expect(await page.evaluate(() => fetch('ranvier-app://other/index.html').then(({ status }) => String(status), () => 'refused'))).not.toBe('200');
});

test('requests with wrong payloads are refused before anything happens', async ({ start }) => {
  const { page } = await start();
  const refusals = await page.evaluate(async () => {
    const bridge = window.ranvier as unknown as Record<string, Record<string, (...values: unknown[]) => Promise<unknown>>>;
    const attempts: [string, string, unknown[]][] = [
      ['document', 'save', [42, 'x.ranvier']],
      ['document', 'save', ['{}', '../../outside.ranvier']],
      ['document', 'openRecent', ['/etc/passwd']],
      ['document', 'openExample', ['../../../etc/passwd']],
      ['settings', 'change', [{ cpu: 'all' }]],
      ['settings', 'change', [{ engines: { gmsh: '/bin/sh' } }]],
      ['session', 'openLink', ['https://example.org']],
      ['run', 'start', [{}]],
      ['run', 'traces', [7]],
    ];
    return Promise.all(attempts.map(([group, method, values]) => bridge[group][method](...values).then(() => `${method}: answered`, (error: unknown) => String(error))));
  });
  for (const refusal of refusals) expect(refusal).toMatch(/was refused|not in the list of recent/);
});

test('a dropped file that is no file of the disk is refused', async ({ start }) => {
  const { page } = await start();
  const answer = await page.evaluate(() => window.ranvier.document.openDropped(new File(['{}'], 'made-up.ranvier')).then(() => 'opened', (error: unknown) => String(error)));
  expect(answer).toContain('refused');
});

test('a foreign frame is not loaded, and gets no bridge', async ({ start, folder }) => {
  const { app, page } = await start(writeProject(folder, 'frame.ranvier', SMALL_NERVE));
  const framed = await page.evaluate(() => new Promise<string>((resolve) => {
    const frame = document.createElement('iframe');
    frame.src = 'data:text/html,<p>x</p>';
    frame.onload = () => resolve(String((frame.contentWindow as unknown as { ranvier?: unknown } | null)?.ranvier));
    document.body.append(frame);
    setTimeout(() => resolve('not loaded'), 1500);
  }).catch(() => 'blocked'));
  expect(['not loaded', 'blocked', 'undefined']).toContain(framed);
  expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
});
