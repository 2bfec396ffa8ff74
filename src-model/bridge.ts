// The bridge between window and main process as the window sees it: `window.ranvier`. Types only, so that the preload
// script stays a few lines; the payload schemas that the main process checks are in bridge-payloads.ts.
// The window never names a path: files are chosen in a dialog, dropped, or taken from a list that the main process keeps.
import type { CpuCounts } from './cpu';
import type { ExternalLink } from './external-links';
import type { FieldSlice } from './field-slice';
import type { Problem } from './problem';
import type { FiberTable, FiberTrace, RunResults } from './results';
import type { FiberPotentials, MeshSection } from './view-data';
import type { RunEvent, RunStatus } from './run-events';

export interface OpenedDocument {
  /** File name without folder, for titles. */
  fileName: string;
  /** Full path, to be shown; null for a document that was never saved. */
  path: string | null;
  /** Contents, unparsed: the window reads it with `parseProject` and can show what is wrong with it. */
  text: string;
  /** True when the text is a draft that was never saved under `path`. */
  unsaved: boolean;
}

export interface RecentDocument {
  fileName: string;
  folder: string;
  path: string;
  openedAt: string;
}

/** A project that comes with the application. */
export interface Example {
  /** For `openExample`. */
  name: string;
  title: string;
  description: string;
}

/** A draft left behind by a session that did not end properly. */
export interface RecoveredDraft {
  fileName: string;
  path: string | null;
  text: string;
  savedAt: string;
}

export interface AppInfo {
  version: string;
  platform: 'linux' | 'win32' | 'darwin';
  cpuCount: number;
  memoryGb: number;
  runtime: { electron: string; chrome: string; node: string };
}

export type ThemeSetting = 'system' | 'light' | 'dark';
export type EngineName = 'gmsh' | 'python';

/** A program that Ranvier can call. */
export interface FoundEngine {
  engine: 'gmsh' | 'neuron' | 'fenicsx';
  name: string;
  /** Null when it was not found. */
  path: string | null;
  version: string | null;
  /** What it is used for, or where it was looked for and what to do. */
  note: string;
}

export interface AppSettings {
  cpu: CpuCounts;
  /** Programs chosen by the user; null: looked for on the PATH. */
  engines: Record<EngineName, string | null>;
  theme: ThemeSetting;
  /** Seconds between a change and its autosave; 0: off. */
  autosaveSeconds: number;
  /** Upper bound of the cache of fields and footprints on disk. */
  cacheMb: number;
  /** Where updates are configured and allowed at all. */
  lookForUpdates: boolean;
}
export type SettingsChange = Partial<Omit<AppSettings, 'engines'>>;

export interface NrvIniImport {
  settings: AppSettings;
  taken: Partial<CpuCounts>;
  remarks: string[];
}

/** The axons of a project before it is run. */
export interface PopulationPreview {
  fibers: FiberTable;
  /** masked: axons whose place an electrode takes. */
  fascicles: { id: string; drawn: number; unplaced: number; masked: number; warnings: string[] }[];
}

/** A potential over the transverse plane, at one instant of the stimulus. */
export interface PotentialSlice extends FieldSlice {
  timeMs: number;
}

/** Results that were opened, and where they lie. */
export interface OpenedResults {
  results: RunResults;
  folder: string;
}

/** A run that goes on, for a window that starts again. */
export interface RunningState {
  events: RunEvent[];
}

/** A run of an earlier session that was killed. */
export interface InterruptedRun {
  projectName: string;
  /** Null when the project was never saved. */
  fileName: string | null;
  /** ISO date and time. */
  startedAt: string;
  /** Title of the phase that went on, and how much of it was done; null when that is not known. */
  phase: string | null;
  percent: number | null;
}

/** What the main process tells about the run that goes on. Exactly one of the last two ends it. */
export type RunMessage =
  | { kind: 'event'; event: RunEvent }
  | { kind: 'finished'; status: RunStatus; results: RunResults | null; folder: string | null }
  | { kind: 'failed'; message: string };

export interface UpdateStatus {
  state: 'off' | 'idle' | 'loading' | 'ready' | 'failed';
  /** For the user: what goes on, or why nothing does. */
  sentence: string;
  /** Whether the setting `lookForUpdates` counts. */
  userMayChoose: boolean;
}

/** What a window needs to know when it starts, also after its renderer crashed. */
export interface SessionStart {
  app: AppInfo;
  settings: AppSettings;
  /** Sentences about settings that could not be used. */
  settingsNotes: readonly string[];
  recent: RecentDocument[];
  examples: Example[];
  /** Document kept through a crash of the renderer. */
  document: OpenedDocument | null;
  /** Name of a file that waits to be opened: command line, double click. Fetch it with `openRequested`. */
  requestedFileName: string | null;
  /** Drafts of earlier sessions that ended without saying goodbye. */
  drafts: RecoveredDraft[];
  /** True when this start follows a crash of the renderer in the same session. */
  afterCrash: boolean;
  /** The run that goes on, if any. */
  running: RunningState | null;
  /** A run that the last session could not finish; null while another one goes on. */
  interrupted: InterruptedRun | null;
  /** Whether results were shown before this window started: after a crash of its renderer. Fetch them with `reopenResults`. */
  resultsShown: boolean;
  updates: UpdateStatus;
}

export interface Draft {
  text: string;
  /** Differs from what is on disk. */
  dirty: boolean;
}

export interface SavedDocument {
  fileName: string;
  path: string;
  recent: RecentDocument[];
}

export interface MenuEntry {
  id: string;
  label: string;
  /** Electron accelerator, for example "CmdOrCtrl+S". */
  accelerator?: string;
  enabled: boolean;
}
export interface MenuGroup {
  label: string;
  /** null draws a separator. */
  entries: (MenuEntry | null)[];
}

export type Unsubscribe = () => void;

export interface RanvierBridge {
  session: {
    start(): Promise<SessionStart>;
    /** Native menu (macOS only; elsewhere the window draws its own). */
    setMenu(groups: MenuGroup[]): Promise<void>;
    onCommand(listener: (commandId: string) => void): Unsubscribe;
    openLink(link: ExternalLink): Promise<void>;
    onUpdateStatus(listener: (status: UpdateStatus) => void): Unsubscribe;
  };
  document: {
    /** Keep the current text for autosave and recovery; call after every change. */
    keepDraft(draft: Draft): Promise<void>;
    openDialog(): Promise<OpenedDocument | null>;
    /** Opens the file that came from outside last: command line, second instance, double click. */
    openRequested(): Promise<OpenedDocument>;
    openDropped(file: File): Promise<OpenedDocument>;
    openRecent(path: string): Promise<OpenedDocument>;
    openExample(name: string): Promise<OpenedDocument>;
    /** Forgets the current file: the next save asks for a name. Returns the recent documents, as the start page lists them. */
    startNew(): Promise<RecentDocument[]>;
    /** Null when the user cancelled the dialog. */
    save(text: string, suggestedName: string): Promise<SavedDocument | null>;
    saveAs(text: string, suggestedName: string): Promise<SavedDocument | null>;
    /** Continue with a draft that an earlier session left behind. */
    recoverDraft(savedAt: string): Promise<OpenedDocument>;
    discardDraft(savedAt: string): Promise<void>;
    /** A file came from outside (second instance, double click): guard the open document, then `openRequested`. */
    onOpenRequested(listener: (fileName: string) => void): Unsubscribe;
    /** The user closes the window with unsaved changes or while a run goes on: say `closeSeen` at once, ask, then `answerClose`. */
    onCloseRequested(listener: () => void): Unsubscribe;
    closeSeen(): Promise<void>;
    answerClose(proceed: boolean): Promise<void>;
  };
  run: {
    /** Runs the project of this text with these studies (null: all of them); its results go beside the document, or into the user's folder while it is unsaved. */
    start(projectText: string, studies: string[] | null): Promise<void>;
    cancel(): Promise<void>;
    /** Goes on with the run that an earlier session left; resolves to its project, which becomes the document. */
    resumeInterrupted(): Promise<OpenedDocument>;
    discardInterrupted(): Promise<void>;
    onMessage(listener: (message: RunMessage) => void): Unsubscribe;
    /** Places the axons as a run would; a newer request cancels an older one, which then rejects. */
    previewPopulation(projectText: string): Promise<PopulationPreview>;
    /** Solves the field and samples it at x; a newer request cancels an older one, which then rejects. */
    fieldSlice(projectText: string, xUm: number): Promise<PotentialSlice>;
    /** The mesh of the next run where the plane at x cuts it; a newer request cancels an older one, which then rejects. */
    meshSection(projectText: string, xUm: number): Promise<MeshSection>;
    /** The potential along fibres at these places, from x = 0 to the length; a newer request cancels an older one, which then rejects. */
    fiberPotentials(projectText: string, fibers: { yUm: Float64Array; zUm: Float64Array; lengthUm: number }): Promise<FiberPotentials>;
    /** Asks for a results folder; null when the user cancelled. */
    openResults(): Promise<OpenedResults | null>;
    openDroppedResults(folder: File): Promise<OpenedResults>;
    /** The results that were shown last, after a crash of the renderer. */
    reopenResults(): Promise<OpenedResults>;
    /** Recorded traces of one fibre of the results that are shown. */
    traces(fiberId: string): Promise<FiberTrace[]>;
    /** Opens the folder of the results that are shown in the system's file manager. */
    showFolder(): Promise<void>;
  };
  engines: {
    /** Looks for other programs on this machine; takes a moment. */
    find(): Promise<FoundEngine[]>;
  };
  settings: {
    change(change: SettingsChange): Promise<AppSettings>;
    reset(): Promise<AppSettings>;
    /** Null when the user cancelled the dialog. */
    importNrvIni(): Promise<NrvIniImport | null>;
    chooseEngine(engine: EngineName): Promise<AppSettings>;
    forgetEngine(engine: EngineName): Promise<AppSettings>;
  };
  files: {
    /** Save a figure or table through a dialog; resolves to the path, or null when cancelled. */
    export(suggestedName: string, data: string | Uint8Array): Promise<string | null>;
  };
}

/** What an IPC call rejects with: the sentence for the user and, when they exist, located problems. */
export interface BridgeFailure {
  message: string;
  problems: Problem[];
}

declare global {
  interface Window {
    ranvier: RanvierBridge;
  }
}
