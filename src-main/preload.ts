// The only script with access to both worlds: exposes the typed bridge, one function per request, and nothing of Electron.
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { RanvierBridge, Unsubscribe } from '../src-model/bridge';
import type { RequestChannel, RequestPayload } from '../src-model/bridge-payloads';

/** Resolves to the answer, or rejects with the main process's sentence; located problems are on the error. */
async function request<C extends RequestChannel>(channel: C, payload: RequestPayload<C>): Promise<never> {
  const reply = (await ipcRenderer.invoke(channel, payload)) as
    | { ok: true; value: unknown }
    | { ok: false; message: string; problems: unknown[] };
  if (reply.ok) return reply.value as never;
  throw new Error(reply.message);
}

function listen(channel: string, listener: (payload: never) => void): Unsubscribe {
  const wrapped = (_event: unknown, payload: unknown): void => listener(payload as never);
  ipcRenderer.on(channel, wrapped);
  return () => ipcRenderer.removeListener(channel, wrapped);
}

/** webUtils came with Electron 29; before it, dropped files carried their path. */
function pathOf(file: File): string {
  if (typeof webUtils?.getPathForFile === 'function') return webUtils.getPathForFile(file);
  return (file as File & { path?: string }).path ?? '';
}

const bridge: RanvierBridge = {
  session: {
    start: () => request('session:start', undefined),
    setMenu: (groups) => request('session:set-menu', groups),
    onCommand: (listener) => listen('session:command', listener),
    openLink: (link) => request('session:open-link', link),
    onUpdateStatus: (listener) => listen('session:update-status', listener),
  },
  document: {
    keepDraft: (draft) => request('document:keep-draft', draft),
    openDialog: () => request('document:open-dialog', undefined),
    openRequested: () => request('document:open-requested', undefined),
    openDropped: (file) => request('document:open-dropped', { path: pathOf(file) }),
    openRecent: (path) => request('document:open-recent', { path }),
    openExample: (name) => request('document:open-example', { name }),
    startNew: () => request('document:start-new', undefined),
    save: (text, suggestedName) => request('document:save', { text, suggestedName }),
    saveAs: (text, suggestedName) => request('document:save-as', { text, suggestedName }),
    recoverDraft: (savedAt) => request('document:recover-draft', { savedAt }),
    discardDraft: (savedAt) => request('document:discard-draft', { savedAt }),
    onOpenRequested: (listener) => listen('document:requested', listener),
    onCloseRequested: (listener) => listen('document:close-requested', listener),
    closeSeen: () => request('document:close-seen', undefined),
    answerClose: (proceed) => request('document:answer-close', { proceed }),
  },
  run: {
    start: (projectText, studies) => request('run:start', { projectText, studies }),
    cancel: () => request('run:cancel', undefined),
    resumeInterrupted: () => request('run:resume-interrupted', undefined),
    discardInterrupted: () => request('run:discard-interrupted', undefined),
    onMessage: (listener) => listen('run:message', listener),
    previewPopulation: (projectText) => request('run:preview-population', { projectText }),
    fieldSlice: (projectText, xUm) => request('run:field-slice', { projectText, xUm }),
    meshSection: (projectText, xUm) => request('run:mesh-section', { projectText, xUm }),
    fiberPotentials: (projectText, fibers) => request('run:fiber-potentials', { projectText, ...fibers }),
    openResults: () => request('run:open-results', undefined),
    openDroppedResults: (folder) => request('run:open-dropped-results', { path: pathOf(folder) }),
    reopenResults: () => request('run:reopen-results', undefined),
    traces: (fiberId) => request('run:traces', { fiberId }),
    showFolder: () => request('run:show-folder', undefined),
  },
  engines: {
    find: () => request('engines:find', undefined),
  },
  settings: {
    change: (change) => request('settings:change', change),
    reset: () => request('settings:reset', undefined),
    importNrvIni: () => request('settings:import-nrv-ini', undefined),
    chooseEngine: (engine) => request('settings:choose-engine', { engine }),
    forgetEngine: (engine) => request('settings:forget-engine', { engine }),
  },
  files: {
    export: (suggestedName, data) => request('files:export', { suggestedName, data }),
  },
};

contextBridge.exposeInMainWorld('ranvier', bridge);
