// The desktop application: one instance, one window, one document. Puts the pieces of this room together.
import { type App, Notification, autoUpdater, nativeTheme } from 'electron';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { CpuCounts } from '../../src-model/cpu';
import { documentHandlers } from '../ipc/document-handlers';
import { runHandlers } from '../ipc/run-handlers';
import { sessionHandlers } from '../ipc/session-handlers';
import { settingsHandlers } from '../ipc/settings-handlers';
import { viewHandlers } from '../ipc/view-handlers';
import { registerHandlers } from '../ipc/validated';
import { EngineHost } from '../run-host/engine-host';
import { InterruptedRunStore } from '../run-host/interrupted-run';
import { RunControl } from '../run-host/run-control';
import { effectiveCpu } from '../settings/effective-cpu';
import { cacheFolder, settingsFolder } from '../settings/folders';
import { updateSurroundings } from '../updates/this-installation';
import { decideUpdates } from '../updates/update-policy';
import { Updates } from '../updates/updates';
import { declareScheme, serveApp } from './app-protocol';
import { documentInArguments } from './document-arguments';
import { DraftStore } from './draft-store';
import { hardenAllContents, hardenSession } from './hardening';
import { MainWindow, preloadFile } from './main-window';
import { setNativeMenu } from './native-menu';
import { OpenDocument } from './open-document';
import { RecentDocuments } from './recent-documents';
import { recoveryPage } from './recovery-page';
import { handledSquirrelEvent } from './squirrel-events';
import { UserSettings } from './user-settings';

/** What the IPC handlers work on. */
export interface ApplicationContext {
  window: MainWindow;
  document: OpenDocument;
  recent: RecentDocuments;
  drafts: DraftStore;
  settings: UserSettings;
  runs: RunControl;
  updates: Updates;
  /** Lets changed settings act: CPU counts, also of a run that goes on, and the system's own parts in the same theme. */
  applySettings: () => void;
  /** A file from outside that waits to be opened. */
  incoming: IncomingDocument;
  examplesFolder: string;
  userFolder: string;
  buildFolder: string;
  appVersion: string;
  send: (channel: string, payload: unknown) => void;
  /** True once after each crash of the renderer. */
  takeCrashNotice: () => boolean;
}

export interface IncomingDocument {
  path: string | null;
}

export function startApplication(app: App, buildFolder: string): void {
  if (handledSquirrelEvent()) {
    app.quit();
    return;
  }
  declareScheme();
  hardenAllContents();
  const incoming: IncomingDocument = { path: documentInArguments(process.argv.slice(1), process.cwd()) };
  if (!app.requestSingleInstanceLock({ document: incoming.path })) {
    app.quit();
    return;
  }
  let context: ApplicationContext | null = null;
  const handOver = (file: string | null): void => {
    if (file !== null) incoming.path = file;
    context?.window.focus();
    if (file !== null) context?.send('document:requested', path.basename(file));
  };
  app.on('second-instance', (_event, argv, workingFolder, data) => {
    const announced = (data as { document?: string | null } | null)?.document;
    handOver(announced ?? documentInArguments(argv, workingFolder));
  });
  app.on('open-file', (event, file) => {
    event.preventDefault();
    handOver(file);
  });
  app.on('window-all-closed', () => app.quit());
  void app.whenReady().then(async () => {
    context = openWindow(app, buildFolder, incoming, await UserSettings.load(settingsFolder()));
  });
}

function openWindow(app: App, buildFolder: string, incoming: IncomingDocument, settings: UserSettings): ApplicationContext {
  const userFolder = app.getPath('userData');
  const assets = app.isPackaged ? process.resourcesPath : path.join(app.getAppPath(), 'assets');
  const recent = new RecentDocuments(path.join(userFolder, 'recent.json'));
  const drafts = new DraftStore(path.join(userFolder, 'drafts'), randomUUID(), () => settings.current.autosaveSeconds);
  const document = new OpenDocument(drafts, recent);
  let crashed = false;

  hardenSession();
  serveApp(path.join(buildFolder, '..', 'renderer', MAIN_WINDOW_VITE_NAME), () => recoveryPage(document.dirty ? drafts.file : null));
  setNativeMenu([], () => undefined);

  const send = (channel: string, payload: unknown): void => {
    if (!window.browserWindow.isDestroyed()) window.browserWindow.webContents.send(channel, payload);
  };
  const cpu = (): CpuCounts => effectiveCpu({}, process.env, settings.current.cpu).counts;
  const engine = new EngineHost(
    () => ({ bundleFolder: buildFolder, cacheFolder: cacheFolder(), cacheMb: settings.current.cacheMb, cpu: cpu() }),
    (event) => runs.receive(event),
  );
  const runs = new RunControl(engine, new InterruptedRunStore(userFolder), {
    tell: (message) => send('run:message', message),
    notify: (text) => {
      if (!window.browserWindow.isDestroyed() && !window.browserWindow.isFocused()) new Notification({ title: 'Ranvier', body: text }).show();
    },
  });
  nativeTheme.themeSource = settings.current.theme;
  const window = new MainWindow({
    preload: preloadFile(buildFolder),
    icon: path.join(assets, 'icons', 'ranvier-256.png'),
    stateFile: path.join(userFolder, 'window.json'),
    mustAsk: () => document.dirty || runs.running() !== null,
    send,
    keepDraft: () => drafts.flush(),
    onRendererCrash: () => {
      crashed = true;
      void drafts.flush();
    },
  });
  const updates = new Updates(() => autoUpdater, process.platform, (status) => send('session:update-status', status));
  const applySettings = (): void => {
    engine.setCpu(cpu());
    nativeTheme.themeSource = settings.current.theme;
    updates.apply(decideUpdates(updateSurroundings(app, settings.current.lookForUpdates)));
  };
  applySettings();
  const context: ApplicationContext = {
    window, document, recent, drafts, settings, runs, updates, incoming, userFolder, buildFolder, send,
    applySettings,
    appVersion: app.getVersion(),
    examplesFolder: path.join(assets, 'examples'),
    takeCrashNotice: () => {
      const notice = crashed;
      crashed = false;
      return notice;
    },
  };
  registerHandlers({ ...sessionHandlers(context), ...documentHandlers(context), ...settingsHandlers(context), ...runHandlers(context), ...viewHandlers(context) });
  app.on('will-quit', () => {
    updates.dispose();
    void engine.dispose();
  });
  return context;
}
