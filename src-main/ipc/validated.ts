// The only place that listens to windows. A request is answered only if it comes from the main frame of our own page
// and its payload matches its schema; everything else is refused before a handler sees it.
import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { type RequestChannel, type RequestPayload, requestPayloads } from '../../src-model/bridge-payloads';
import { ProblemError } from '../../src-model/problem';
import { isOwnPage } from '../windows/app-protocol';

/** What crosses the bridge: errors travel as data, because Electron keeps only the message of a thrown one. */
export type Reply = { ok: true; value: unknown } | { ok: false; message: string; problems: readonly unknown[] };

export type Handlers = {
  [C in RequestChannel]?: (payload: RequestPayload<C>, event: IpcMainInvokeEvent) => unknown;
};

export function registerHandlers(handlers: Handlers): void {
  for (const channel of Object.keys(handlers) as RequestChannel[]) {
    const handler = handlers[channel] as (payload: unknown, event: IpcMainInvokeEvent) => unknown;
    ipcMain.handle(channel, async (event, payload: unknown): Promise<Reply> => answer(channel, handler, event, payload));
  }
}

async function answer(
  channel: RequestChannel,
  handler: (payload: unknown, event: IpcMainInvokeEvent) => unknown,
  event: IpcMainInvokeEvent,
  payload: unknown,
): Promise<Reply> {
  if (!isTrustedSender(event)) return refusal(`"${channel}" was refused: the sender is not the application's own page.`);
  const checked = requestPayloads[channel].safeParse(payload);
  if (!checked.success) return refusal(`"${channel}" was refused: its payload is not valid (${checked.error.issues[0].message}).`);
  try {
    return { ok: true, value: await handler(checked.data, event) };
  } catch (error) {
    if (error instanceof ProblemError) return { ok: false, message: error.message, problems: error.problems };
    return refusal(error instanceof Error ? error.message : String(error));
  }
}

function isTrustedSender(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isOwnPage(frame.url);
}

const refusal = (message: string): Reply => ({ ok: false, message, problems: [] });
