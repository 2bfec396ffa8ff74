// What no page of ours may ever do: leave the application, open windows, ask for devices, attach web views.
import { app, session, shell } from 'electron';
import { EXTERNAL_LINKS, type ExternalLink } from '../../src-model/external-links';
import { isOwnPage } from './app-protocol';

export function openExternalLink(link: ExternalLink): Promise<void> {
  return shell.openExternal(EXTERNAL_LINKS[link]);
}

/** Call once, before the first window exists. */
export function hardenAllContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event, url) => {
      if (!isOwnPage(url)) event.preventDefault();
    });
    contents.on('will-redirect', (event, url) => {
      if (!isOwnPage(url)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

/** Call once the application is ready. */
export function hardenSession(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.on('will-download', (event) => event.preventDefault());
}
