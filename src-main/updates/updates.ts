// Looking for updates with Electron's updater (Squirrel) on Windows and macOS, when the policy allows it. A version that was fetched takes
// effect at the next start: the program never restarts by itself.
import type { UpdateStatus } from '../../src-model/bridge';
import type { UpdateDecision } from './update-policy';

/** What is used of Electron's autoUpdater. */
export interface Updater {
  setFeedURL(options: { url: string; serverType?: 'json' | 'default' }): void;
  checkForUpdates(): void;
  on(event: 'update-available' | 'update-not-available', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'update-downloaded', listener: (event: unknown, notes: string, name: string) => void): unknown;
}

/** The first look waits until the start is over, and Squirrel has let go of a fresh installation. */
const FIRST_LOOK_MS = 60_000;
const INTERVAL_MS = 12 * 3600_000;

export class Updates {
  private current: UpdateStatus = { state: 'off', sentence: '', userMayChoose: false };
  private timer: NodeJS.Timeout | null = null;
  private listening = false;
  private feedUrl: string | null = null;

  /** `updater` is asked for only when there is something to look for. */
  constructor(private readonly updater: () => Updater, private readonly platform: NodeJS.Platform, private readonly tell: (status: UpdateStatus) => void) {}

  get status(): UpdateStatus {
    return this.current;
  }

  /** Call at start, and again when the settings have changed. */
  apply(decision: UpdateDecision): void {
    if (!decision.look) {
      this.dispose();
      this.feedUrl = null;
      this.report({ state: 'off', sentence: decision.reason, userMayChoose: decision.userMayChoose });
      return;
    }
    if (this.feedUrl === decision.feedUrl) return;
    this.dispose();
    this.feedUrl = decision.feedUrl;
    // Squirrel.Mac reads a list of releases, Squirrel.Windows the folder that holds RELEASES.
    this.updater().setFeedURL(this.platform === 'darwin' ? { url: `${decision.feedUrl}/RELEASES.json`, serverType: 'json' } : { url: decision.feedUrl });
    this.listen();
    this.timer = setTimeout(() => this.look(), FIRST_LOOK_MS);
    this.timer.unref();
    this.report({ state: 'idle', sentence: `Looks for updates at ${decision.feedUrl}.`, userMayChoose: true });
  }

  dispose(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private look(): void {
    this.updater().checkForUpdates();
    this.timer = setTimeout(() => this.look(), INTERVAL_MS);
    this.timer.unref();
  }

  private listen(): void {
    if (this.listening) return;
    this.listening = true;
    const updater = this.updater();
    updater.on('update-available', () => this.report({ state: 'loading', sentence: 'A newer version is being fetched.', userMayChoose: true }));
    updater.on('update-not-available', () => this.report({ state: 'idle', sentence: 'This is the newest version.', userMayChoose: true }));
    updater.on('update-downloaded', (_event, _notes, name) => this.report({ state: 'ready', sentence: `Version ${name} is ready and takes effect when Ranvier starts again.`, userMayChoose: true }));
    updater.on('error', (error) => this.report({ state: 'failed', sentence: `Looking for updates failed: ${error.message}`, userMayChoose: true }));
  }

  private report(status: UpdateStatus): void {
    this.current = status;
    this.tell(status);
  }
}
