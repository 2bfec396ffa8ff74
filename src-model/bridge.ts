// The bridge between window and main process as the window sees it: `window.ranvier`. Types only, so that the preload
// script stays a few lines; the payload schemas that the main process checks are in bridge-payloads.ts.
// The window never names a path: files are chosen in a dialog, dropped, or taken from a list that the main process keeps.
import type { Problem } from './problem';

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

/** What a window needs to know when it starts, also after its renderer crashed. */
export interface SessionStart {
  app: AppInfo;
  recent: RecentDocument[];
  /** Document kept through a crash of the renderer. */
  document: OpenedDocument | null;
  /** Name of a file that waits to be opened: command line, double click. Fetch it with `openRequested`. */
  requestedFileName: string | null;
  /** Drafts of earlier sessions that ended without saying goodbye. */
  drafts: RecoveredDraft[];
  /** True when this start follows a crash of the renderer in the same session. */
  afterCrash: boolean;
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

/** Pages outside that the application may open in the user's browser; the addresses live in the main process. */
export type ExternalLink = 'licence' | 'gmsh' | 'nrv';

export type Unsubscribe = () => void;

export interface RanvierBridge {
  session: {
    start(): Promise<SessionStart>;
    /** Native menu (macOS only; elsewhere the window draws its own). */
    setMenu(groups: MenuGroup[]): Promise<void>;
    onCommand(listener: (commandId: string) => void): Unsubscribe;
    openLink(link: ExternalLink): Promise<void>;
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
    /** Forget the current file: the next save asks for a name. */
    startNew(): Promise<void>;
    /** Null when the user cancelled the dialog. */
    save(text: string, suggestedName: string): Promise<SavedDocument | null>;
    saveAs(text: string, suggestedName: string): Promise<SavedDocument | null>;
    /** Continue with a draft that an earlier session left behind. */
    recoverDraft(savedAt: string): Promise<OpenedDocument>;
    discardDraft(savedAt: string): Promise<void>;
    /** A file came from outside (second instance, double click): guard the open document, then `openRequested`. */
    onOpenRequested(listener: (fileName: string) => void): Unsubscribe;
    /** The user closes the window with unsaved changes: say `closeSeen` at once, ask, then `answerClose`. */
    onCloseRequested(listener: () => void): Unsubscribe;
    closeSeen(): Promise<void>;
    answerClose(proceed: boolean): Promise<void>;
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
