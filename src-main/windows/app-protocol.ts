// ranvier-app://app/: the built renderer, served from the application's own folder with a strict content policy.
// Nothing outside that folder can be reached through it, and the page can reach nothing but it.
import { protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { resolveInside } from './inside-folder';
import { CONTENT_TYPES, SECURITY_HEADERS } from './page-headers';

const SCHEME = 'ranvier-app';
const HOST = 'app';
export const APP_URL = `${SCHEME}://${HOST}/index.html`;
export const RECOVERY_URL = `${SCHEME}://${HOST}/recovery`;

/** Must run before the application is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
}

/** Serve `folder`; `recoveryPage` makes the page that is shown when the renderer keeps crashing. */
export function serveApp(folder: string, recoveryPage: () => string): void {
  protocol.handle(SCHEME, async (request) => {
    const url = new URL(request.url);
    if (url.host !== HOST) return notFound();
    if (request.url === RECOVERY_URL) return respond(recoveryPage(), '.html');
    const file = resolveInside(folder, url.pathname);
    if (file === null) return notFound();
    try {
      return respond(await readFile(file), path.extname(file));
    } catch {
      return notFound();
    }
  });
}

/** True for our own page: the scheme above, or vite's server while developing. */
export function isOwnPage(url: string): boolean {
  try {
    const { protocol: scheme, host, origin } = new URL(url);
    if (scheme === `${SCHEME}:` && host === HOST) return true;
    return developmentServer() !== null && origin === new URL(developmentServer()!).origin;
  } catch {
    return false;
  }
}

/** Vite's address in `npm start`; null in every built application. */
export function developmentServer(): string | null {
  return typeof MAIN_WINDOW_VITE_DEV_SERVER_URL === 'string' ? MAIN_WINDOW_VITE_DEV_SERVER_URL : null;
}

function respond(body: string | Uint8Array, extension: string): Response {
  const contentType = CONTENT_TYPES[extension] ?? 'application/octet-stream';
  return new Response(body as BodyInit, { headers: { ...SECURITY_HEADERS, 'content-type': contentType } });
}

const notFound = (): Response => new Response('Not found', { status: 404, headers: SECURITY_HEADERS });
