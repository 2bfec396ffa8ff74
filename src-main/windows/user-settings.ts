// The user's settings while the application runs: loaded once, written after each change.
import type { AppSettings, SettingsChange } from '../../src-model/bridge';
import { type CpuCounts } from '../../src-model/cpu';
import { importNrvIni } from '../settings/nrv-ini';
import { DEFAULT_SETTINGS, type Settings, loadSettings, saveSettings } from '../settings/settings';

export class UserSettings {
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
    return this.store({ ...this.settings, ...change });
  }

  setEngine(engine: keyof Settings['engines'], file: string | null): Promise<AppSettings> {
    return this.store({ ...this.settings, engines: { ...this.settings.engines, [engine]: file } });
  }

  reset(): Promise<AppSettings> {
    return this.store(DEFAULT_SETTINGS);
  }

  /** Takes the CPU counts of an NRV.ini over; returns what was taken and what was wrong. */
  async importNrvIni(text: string): Promise<{ settings: AppSettings; taken: Partial<CpuCounts>; remarks: string[] }> {
    const { cpu, problems } = importNrvIni(text);
    const settings = await this.change({ cpu: { ...this.settings.cpu, ...cpu } });
    return { settings, taken: cpu, remarks: problems.map((problem) => `${problem.where}: ${problem.message}`) };
  }

  private async store(settings: Settings): Promise<AppSettings> {
    await saveSettings(this.folder, settings);
    this.settings = settings;
    return this.forWindow();
  }
}
