// The user's settings while the application runs: loaded once, written after each change.
import type { AppSettings, SettingsChange } from '../../src-model/bridge';
import { type CpuCounts } from '../../src-model/cpu';
import { importNrvIni } from '../settings/nrv-ini';
import { DEFAULT_SETTINGS, type Settings, loadSettings, saveSettings } from '../settings/settings';

export class UserSettings {
  private lastStored: Promise<unknown> = Promise.resolve();

  private constructor(private readonly folder: string, private settings: Settings, readonly notes: readonly string[]) {}

  static async load(folder: string): Promise<UserSettings> {
    const { settings, notes } = await loadSettings(folder);
    return new UserSettings(folder, settings, notes);
  }

  get current(): Settings {
    return this.settings;
  }

  forWindow(): AppSettings {
    const { cpu, engines, theme, autosaveSeconds, cacheMb, lookForUpdates } = this.settings;
    return { cpu, engines, theme, autosaveSeconds, cacheMb, lookForUpdates };
  }

  change(change: SettingsChange): Promise<AppSettings> {
    return this.store((settings) => ({ ...settings, ...change }));
  }

  setEngine(engine: keyof Settings['engines'], file: string | null): Promise<AppSettings> {
    return this.store((settings) => ({ ...settings, engines: { ...settings.engines, [engine]: file } }));
  }

  reset(): Promise<AppSettings> {
    return this.store(() => DEFAULT_SETTINGS);
  }

  /** Takes the CPU counts of an NRV.ini over; returns what was taken and what was wrong. */
  async importNrvIni(text: string): Promise<{ settings: AppSettings; taken: Partial<CpuCounts>; remarks: string[] }> {
    const { cpu, problems } = importNrvIni(text);
    const settings = await this.change({ cpu: { ...this.settings.cpu, ...cpu } });
    return { settings, taken: cpu, remarks: problems.map((problem) => `${problem.where}: ${problem.message}`) };
  }

  /** One after the other, so that no change is lost to another one that is still being written. */
  private store(next: (settings: Settings) => Settings): Promise<AppSettings> {
    const stored = this.lastStored.then(async () => {
      const settings = next(this.settings);
      await saveSettings(this.folder, settings);
      this.settings = settings;
      return this.forWindow();
    });
    this.lastStored = stored.catch(() => undefined);
    return stored;
  }
}
