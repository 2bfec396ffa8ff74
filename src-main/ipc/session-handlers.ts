// Requests about the session as a whole: start, menu, links.
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import type { SessionStart } from '../../src-model/bridge';
import type { ApplicationContext } from '../windows/application';
import { listExamples } from '../windows/examples';
import { openExternalLink } from '../windows/hardening';
import { setNativeMenu } from '../windows/native-menu';
import type { Handlers } from './validated';

export function sessionHandlers(context: ApplicationContext): Handlers {
  return {
    'session:start': (): SessionStart => ({
      app: {
        version: context.appVersion,
        platform: process.platform as SessionStart['app']['platform'],
        cpuCount: cpus().length,
        memoryGb: totalmem() / 2 ** 30,
        runtime: { electron: process.versions.electron, chrome: process.versions.chrome, node: process.versions.node },
      },
      settings: context.settings.forWindow(),
      settingsNotes: context.settings.notes,
      recent: context.recent.list(),
      examples: listExamples(context.examplesFolder),
      document: context.document.current(),
      requestedFileName: context.incoming.path === null ? null : path.basename(context.incoming.path),
      drafts: context.drafts.leftBehind(),
      afterCrash: context.takeCrashNotice(),
      running: context.runs.running(),
      interrupted: context.runs.interrupted(),
      resultsShown: context.runs.resultsFolder !== null,
      updates: context.updates.status,
    }),
    'session:set-menu': (groups) => setNativeMenu(groups, (id) => context.send('session:command', id)),
    'session:open-link': (link) => openExternalLink(link),
  };
}
