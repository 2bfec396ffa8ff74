// The documentation as pages: the Markdown files of docs/, put into the bundle when it is built.
export interface HelpPage {
  /** Path below docs/, for example "guide/electrodes.md". */
  id: string;
  title: string;
  markdown: string;
}

export interface HelpHeading {
  level: number;
  text: string;
  /** Fragment of its address, as in `page.md#fragment`. */
  anchor: string;
}

const FOLDER = '../../docs/';
const sources = import.meta.glob<string>('../../docs/**/*.md', { query: '?raw', import: 'default', eager: true });

const titleOf = (markdown: string, id: string): string => /^# (.+)$/m.exec(markdown)?.[1].trim() ?? id;

/** Folders of docs/ and their titles; what lies in none of them is reference. */
const GROUPS = [['guide/', 'Guide'], ['tutorials/', 'Tutorials'], ['', 'Reference']] as const;
const groupOf = (id: string): number => GROUPS.findIndex(([folder]) => id.startsWith(folder));

/** Contents of a group, if it has such a page: it comes first, and the others in the order in which it names them. */
const indexOf = (id: string): string => sources[`${FOLDER}${GROUPS[groupOf(id)][0]}index.md`] ?? '';

function placeInIndex(id: string): number {
  if (id.endsWith('/index.md')) return -1;
  const at = indexOf(id).indexOf(`](${id.slice(id.lastIndexOf('/') + 1)}`);
  return at < 0 ? Infinity : at;
}

/** Group by group; in each as its index says, else by file name. */
export const HELP_PAGES: readonly HelpPage[] = Object.entries(sources)
  .map(([file, markdown]) => ({ id: file.slice(FOLDER.length), markdown }))
  .map(({ id, markdown }) => ({ id, markdown, title: plainText(titleOf(markdown, id)) }))
  .sort((a, b) => groupOf(a.id) - groupOf(b.id) || compareNumbers(placeInIndex(a.id), placeInIndex(b.id)) || a.id.localeCompare(b.id));

function compareNumbers(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

export const HELP_GROUPS = GROUPS.map(([, title], group) => ({ title, pages: HELP_PAGES.filter(({ id }) => groupOf(id) === group) }))
  .filter(({ pages }) => pages.length > 0);

export const pageOf = (id: string): HelpPage | null => HELP_PAGES.find((page) => page.id === id) ?? null;

/** Markdown's marks removed from a heading. */
export function plainText(markdown: string): string {
  return markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '').trim();
}

/** Fragments as hosts of Markdown make them: lower case, spaces to hyphens, other marks dropped; repeated ones are numbered. */
export function anchorsOf(texts: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return texts.map((text) => {
    const plain = text.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replace(/\s/g, '-');
    const count = seen.get(plain) ?? 0;
    seen.set(plain, count + 1);
    return count === 0 ? plain : `${plain}-${count}`;
  });
}

/** All headings of a page; fenced code may hold lines that only look like them. */
export function headingsOf(markdown: string): HelpHeading[] {
  const lines = markdown.replace(/^```[\s\S]*?^```/gm, '').split(/\r?\n/);
  const found = lines.map((line) => /^(#{1,6}) +(.+?)#*$/.exec(line)).filter((match) => match !== null);
  const texts = found.map((match) => plainText(match[2]));
  const anchors = anchorsOf(texts);
  return found.map((match, k) => ({ level: match[1].length, text: texts[k], anchor: anchors[k] }));
}

export interface HelpHit {
  page: HelpPage;
  /** Null: the page as a whole. */
  heading: HelpHeading | null;
}

const MOST_HITS = 40;

/** Pages and headings that hold every word; pages whose title fits come first, then headings, then pages that only mention the words. */
export function searchHelp(query: string, pages: readonly HelpPage[] = HELP_PAGES): HelpHit[] {
  const words = query.toLowerCase().split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return [];
  const holds = (text: string): boolean => words.every((word) => text.toLowerCase().includes(word));
  const titles = pages.filter(({ title }) => holds(title)).map((page): HelpHit => ({ page, heading: null }));
  const headings = pages.flatMap((page) => headingsOf(page.markdown).slice(1).filter(({ text }) => holds(text)).map((heading): HelpHit => ({ page, heading })));
  const named = new Set([...titles, ...headings].map(({ page }) => page));
  const mentions = pages.filter((page) => !named.has(page) && holds(page.markdown)).map((page): HelpHit => ({ page, heading: null }));
  return [...titles, ...headings, ...mentions].slice(0, MOST_HITS);
}
