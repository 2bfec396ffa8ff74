// Where a link of the documentation leads: to another page, to an address of the fixed list, or nowhere.
import { externalLinkOf, type ExternalLink } from '../../src-model/external-links';

export type HelpTarget =
  | { kind: 'page'; id: string; anchor: string }
  | { kind: 'external'; link: ExternalLink }
  /** A file of the sources, or an address that is not in the list: shown, not followed. */
  | { kind: 'none' };

/** `href` as written in the page `from`; `exists`: whether there is a page of an id. */
export function targetOf(href: string, from: string, exists: (id: string) => boolean): HelpTarget {
  if (/^[a-z][a-z0-9+.-]*:/i.test(href)) {
    const link = externalLinkOf(href);
    return link === null ? { kind: 'none' } : { kind: 'external', link };
  }
  const [path, anchor = ''] = href.split('#');
  const id = path === '' ? from : resolvePath(path, from);
  return exists(id) ? { kind: 'page', id, anchor: decodeSafely(anchor) } : { kind: 'none' };
}

/** A path relative to the page `from`, below docs/; one that leaves docs/ keeps its "..", and so names no page. */
export function resolvePath(path: string, from: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of decodeSafely(path).split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
