export const root: string;
export const buildFolder: string;
export function buildEntry(entry: string, outDir: string): Promise<void>;
export function buildHeadless(outDir?: string): Promise<void>;
export function sourcesChangedMs(): number;
export function isStale(outDir?: string): boolean;
