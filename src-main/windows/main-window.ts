// The application's window: sandboxed, its document guarded against closing with unsaved changes, and brought back with
// its document when its renderer crashes.
import { BrowserWindow, dialog, nativeTheme } from 'electron';
import path from 'node:path';
import { APP_URL, RECOVERY_URL, developmentServer } from './app-protocol';
import { readWindowState, rememberWindowState } from './window-state';

/** More crashes than this within the window below, and we stop reloading and say so. */
const MAX_CRASHES = 3;
const CRASH_WINDOW_MS = 60_000;
const CLOSE_ANSWER_MS = 4000;

export interface MainWindowOptions {
  preload: string;
  /** Picture for the task bar on Linux; Windows and macOS take it from the application itself. */
  icon: string;
  stateFile: string;
  /** Unsaved changes, or a run that goes on: the user is asked before the window closes. */
  mustAsk(): boolean;
  /** The renderer died; its document is with the main process. */
  onRendererCrash(): void;
  /** Put the draft on the disk before the window goes. */
  keepDraft(): Promise<void>;
  send(channel: 'document:close-requested', payload: undefined): void;
}

export class MainWindow {
  readonly browserWindow: BrowserWindow;
  private readonly crashTimes: number[] = [];
  private closeAllowed = false;
  private closeTimer: NodeJS.Timeout | null = null;

  constructor(private readonly options: MainWindowOptions) {
    const state = readWindowState(options.stateFile);
    this.browserWindow = new BrowserWindow({
      width: 1280,
      height: 800,
      ...state?.bounds,
      minWidth: 720,
      minHeight: 480,
      show: false,
      title: 'Ranvier',
      icon: options.icon,
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181d' : '#f4f5f7',
      autoHideMenuBar: true,
      webPreferences: {
        preload: options.preload,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        webviewTag: false,
        webSecurity: true,
        spellcheck: false,
      },
    });
    if (state?.maximized) this.browserWindow.maximize();
    rememberWindowState(this.browserWindow, options.stateFile);
    this.browserWindow.once('ready-to-show', () => this.browserWindow.show());
    this.guardClosing();
    this.recoverFromCrashes();
    void this.load();
  }

  load(): Promise<void> {
    return this.browserWindow.loadURL(developmentServer() ?? APP_URL);
  }

  focus(): void {
    if (this.browserWindow.isMinimized()) this.browserWindow.restore();
    this.browserWindow.show();
    this.browserWindow.focus();
  }

  /** The user's answer to "unsaved changes". */
  answerClose(proceed: boolean): void {
    this.stopWaiting();
    if (!proceed) return;
    this.closeAllowed = true;
    this.browserWindow.close();
  }

  /** The window has shown its question and is waiting for the user: no more deadline. */
  stopWaiting(): void {
    if (this.closeTimer) clearTimeout(this.closeTimer);
    this.closeTimer = null;
  }

  private guardClosing(): void {
    this.browserWindow.on('close', (event) => {
      if (this.closeAllowed || !this.options.mustAsk()) return;
      event.preventDefault();
      this.options.send('document:close-requested', undefined);
      this.closeTimer ??= setTimeout(() => this.askNatively(), CLOSE_ANSWER_MS);
    });
  }

  /** The renderer did not react: the question must not depend on it. */
  private askNatively(): void {
    this.closeTimer = null;
    const choice = dialog.showMessageBoxSync(this.browserWindow, {
      type: 'warning',
      message: 'The window does not answer, and the project has unsaved changes or a run goes on.',
      detail: 'Its latest state is kept and will be offered when Ranvier starts again.',
      buttons: ['Wait', 'Close'],
      defaultId: 0,
      cancelId: 0,
    });
    if (choice === 1) void this.options.keepDraft().then(() => this.browserWindow.destroy());
  }

  private recoverFromCrashes(): void {
    this.browserWindow.webContents.on('render-process-gone', (_event, details) => {
      if (details.reason === 'clean-exit') return;
      console.error(`The window's renderer ended (${details.reason}, code ${details.exitCode}).`);
      this.options.onRendererCrash();
      const now = Date.now();
      this.crashTimes.push(now);
      const recent = this.crashTimes.filter((time) => now - time < CRASH_WINDOW_MS).length;
      void (recent > MAX_CRASHES ? this.browserWindow.loadURL(RECOVERY_URL) : this.load());
    });
  }
}

/** File of the preload script: it lies beside the main script in every build. */
export const preloadFile = (folder: string): string => path.join(folder, 'preload.cjs');
