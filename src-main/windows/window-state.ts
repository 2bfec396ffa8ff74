// Size and place of the window, remembered per user; given back only if it still lies on a screen.
import { type BrowserWindow, type Rectangle, screen } from 'electron';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeFileAtomically } from '../files/atomic-write';

const stateSchema = z.object({
  bounds: z.object({ x: z.number(), y: z.number(), width: z.number().min(400), height: z.number().min(300) }),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof stateSchema>;

export function readWindowState(file: string): WindowState | null {
  try {
    const state = stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return isVisible(state.bounds) ? state : null;
  } catch {
    return null; // first start, or a state that is no use: the default size
  }
}

const SETTLED_MS = 400;

/** Writes the state shortly after each change of size or place. */
export function rememberWindowState(window: BrowserWindow, file: string): void {
  let timer: NodeJS.Timeout | null = null;
  const write = (): void => {
    timer = null;
    if (window.isDestroyed()) return;
    const state: WindowState = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
    writeFileAtomically(file, JSON.stringify(state)).catch((error: unknown) => console.warn(`The window's place could not be remembered: ${String(error)}`));
  };
  const changed = (): void => {
    if (timer) clearTimeout(timer);
    timer = setTimeout(write, SETTLED_MS);
  };
  window.on('resize', changed).on('move', changed).on('maximize', changed).on('unmaximize', changed);
}

function isVisible(bounds: Rectangle): boolean {
  const { workArea } = screen.getDisplayMatching(bounds);
  return bounds.x < workArea.x + workArea.width - 100 && bounds.x + bounds.width > workArea.x + 100
    && bounds.y >= workArea.y - 10 && bounds.y < workArea.y + workArea.height - 100;
}
