// Electron's security checklist, point by point, as far as a running application shows it; docs/security.md names the rest.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { EXTERNAL_LINKS } from '../../src-model/external-links';
import { ROOT, expect, test } from './application';
import { SMALL_NERVE, writeProject } from './projects';

// What is refused is reported on the console.
test.use({ expectedComplaints: /Content Security Policy|Content-Security-Policy|ERR_BLOCKED|Failed to load resource|not allowed to|Not allowed to|Refused to|has been blocked by CORS|Fetch API cannot load|ERR_UNKNOWN_URL_SCHEME|preventing the navigation|Blocked a frame with origin/i });

test('1, 7, 18: only our own scheme, with a content policy that refuses inline scripts, eval and other hosts', async ({ start }) => {
  const { page } = await start();
  expect(page.url()).toBe('ranvier-app://app/index.html');
  expect(await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => !/^(ranvier-app:\/\/app\/|data:|blob:)/.test(name)))).toEqual([]);
  expect(await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.head.append(script);
    return 'injected' in window;
  })).toBe(false);
  // Playwright's own evaluation is exempt; a script of the page is not.
  expect(await page.evaluate(() => new Promise((resolve) => {
    window.addEventListener('securitypolicyviolation', (event) => resolve(event.violatedDirective), { once: true });
    const script = document.createElement('script');
    script.src = 'https://example.org/script.js';
    document.head.append(script);
  }))).toBe('script-src-elem');
  for (const url of ['https://example.org/', 'http://127.0.0.1:9/', 'file:///etc/passwd']) {
    expect(await page.evaluate((target) => fetch(target).then(() => 'answered', () => 'refused'), url)).toBe('refused');
  }
  const policy = await page.evaluate(() => fetch('ranvier-app://app/index.html').then(({ headers }) => headers.get('content-security-policy') ?? ''));
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toContain("'unsafe-eval'");
  expect(/script-src ([^;]*)/.exec(policy)![1]).toBe("'self' 'wasm-unsafe-eval'");
  expect(await page.evaluate(() => window.crossOriginIsolated)).toBe(true);
});

test('2, 3, 4, 6, 8, 9, 10, 11: no Node in the page, isolated, sandboxed, nothing weakened', async ({ start }) => {
  const { app, page } = await start();
  expect(await page.evaluate(() => ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter((name) => name in window))).toEqual([]);
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0].webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
    const { contextIsolation, sandbox, nodeIntegration, nodeIntegrationInSubFrames, webSecurity, webviewTag, allowRunningInsecureContent, experimentalFeatures, enableBlinkFeatures } = contents.getLastWebPreferences();
    return { contextIsolation, sandbox, nodeIntegration, nodeIntegrationInSubFrames, webSecurity, webviewTag, allowRunningInsecureContent, experimentalFeatures, enableBlinkFeatures: enableBlinkFeatures ?? '' };
  });
  expect(preferences).toEqual({
    contextIsolation: true, sandbox: true, nodeIntegration: false, nodeIntegrationInSubFrames: false,
    webSecurity: true, webviewTag: false, allowRunningInsecureContent: false, experimentalFeatures: false, enableBlinkFeatures: '',
  });
});

test('5: no permission is granted', async ({ start }) => {
  const { page } = await start();
  expect(await page.evaluate(() => navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'granted', () => 'denied'))).toBe('denied');
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
  for (const name of ['geolocation', 'camera', 'microphone', 'notifications', 'midi'] as PermissionName[]) {
    expect(await page.evaluate((permission) => navigator.permissions.query({ name: permission }).then(({ state }) => state), name), name).toBe('denied');
  }
  expect(await page.evaluate(() => navigator.clipboard.readText().then(() => 'granted', () => 'denied'))).toBe('denied');
});

test('11, 12: a web view is not made, and is stopped where one is attached', async ({ start }) => {
  const { app, page } = await start();
  await page.evaluate(() => {
    const view = document.createElement('webview');
    view.setAttribute('src', 'https://example.org/');
    view.setAttribute('allowpopups', '');
    document.body.append(view);
  });
  await page.waitForTimeout(300);
  expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
  // Even in a window that allows web views, as none of ours does.
  const attached = await app.evaluate(async ({ BrowserWindow, webContents }) => {
    const window = new BrowserWindow({ show: false, webPreferences: { webviewTag: true, sandbox: true } });
    await window.loadURL('data:text/html,<webview src="data:text/html,x"></webview>');
    await new Promise((resolve) => setTimeout(resolve, 500));
    const kinds = webContents.getAllWebContents().map((contents) => contents.getType());
    window.destroy();
    return kinds;
  });
  expect(attached).not.toContain('webview');
});

test('13: nothing navigates away', async ({ start }) => {
  const { page } = await start();
  for (const address of ['https://example.org/', 'file:///etc/passwd', 'data:text/html,x']) {
    await page.evaluate((target) => { window.location.href = target; }, address);
    await page.waitForTimeout(200);
    expect(page.url()).toBe('ranvier-app://app/index.html');
  }
});

test('14: no window opens', async ({ start }) => {
  const { app, page } = await start();
  expect(await page.evaluate(() => window.open('https://example.org/'))).toBeNull();
  await page.evaluate(() => {
    const link = Object.assign(document.createElement('a'), { href: 'ranvier-app://app/index.html', target: '_blank', textContent: 'x' });
    document.body.append(link);
    link.click();
  });
  await page.waitForTimeout(300);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('15: only pages of the fixed list are opened outside', async ({ start }) => {
  const { app, page } = await start();
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = (address) => { opened.push(address); return Promise.resolve(); };
  });
  await page.evaluate(() => window.ranvier.session.openLink('gmsh'));
  const answer = await page.evaluate(() => window.ranvier.session.openLink('https://example.org' as 'gmsh').then(() => 'opened', (error: unknown) => String(error)));
  expect(answer).toContain('was refused');
  expect(await app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)).toEqual([EXTERNAL_LINKS.gmsh]);
});

test('16: the declared Electron is exact, and the newest major that this version was checked against', () => {
  const { devDependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> };
  expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
  expect(Number.parseInt(devDependencies.electron, 10)).toBeGreaterThanOrEqual(45);
});

test('17: a foreign page with the very same bridge is refused, and ours cannot be framed', async ({ start }) => {
  const { app } = await start();
  const { answer, framed } = await app.evaluate(async ({ BrowserWindow }, preload) => {
    const foreign = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true, contextIsolation: true } });
    await foreign.loadURL('data:text/html,<iframe src="ranvier-app://app/index.html"></iframe>');
    const refusal = await (foreign.webContents.executeJavaScript('window.ranvier.session.start().then(() => "answered", (error) => String(error))') as Promise<string>);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const frames = await Promise.all(foreign.webContents.mainFrame.frames.map((frame) => frame.executeJavaScript('document.getElementById("app") ? "shown" : "blocked"') as Promise<string>));
    foreign.destroy();
    return { answer: refusal, framed: frames };
  }, path.join(ROOT, '.vite', 'build', 'preload.cjs'));
  expect(answer).toContain("the sender is not the application's own page");
  expect(framed).toEqual(['blocked']);
});

test('17: requests with wrong payloads are refused before anything happens', async ({ start }) => {
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
      ['files', 'export', ['../x.svg', 'x']],
    ];
    return Promise.all(attempts.map(([group, method, values]) => bridge[group][method](...values).then(() => `${method}: answered`, (error: unknown) => String(error))));
  });
  for (const refusal of refusals) expect(refusal).toMatch(/was refused|not in the list of recent/);
});

test('18: the scheme serves nothing outside of the application', async ({ start }) => {
  const { page } = await start();
  for (const target of ['../../../package.json', '%2e%2e/%2e%2e/package.json', '..%2f..%2fbuild%2fmain.cjs', '..%5c..%5cbuild%5cmain.cjs', 'missing.js']) {
    expect(await page.evaluate((file) => fetch(`ranvier-app://app/${file}`).then(({ status }) => status), target)).toBe(404);
  }
  expect(await page.evaluate(() => fetch('ranvier-app://other/index.html').then(({ status }) => String(status), () => 'refused'))).not.toBe('200');
});

test('20: the page sees one bridge of functions, and no Electron', async ({ start }) => {
  const { page } = await start();
  expect(await page.evaluate(() => Object.keys(window.ranvier).sort())).toEqual(['document', 'engines', 'files', 'run', 'session', 'settings']);
  const kinds = await page.evaluate(() => Object.values(window.ranvier as unknown as Record<string, object>).flatMap((group) => Object.values(group).map((member) => typeof member)));
  expect(new Set(kinds)).toEqual(new Set(['function']));
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
