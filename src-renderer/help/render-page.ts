// A page of the documentation as DOM: Markdown to HTML, sanitised to the few elements that text needs, links and pictures resolved.
import DOMPurify from 'dompurify';
import { marked } from 'marked';
import { targetOf } from './links';
import { anchorsOf, pageOf, type HelpPage } from './pages';
import { pictureOf } from './pictures';

const TAGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'a', 'ul', 'ol', 'li', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'code', 'pre', 'em', 'strong', 'del', 'blockquote', 'hr', 'br', 'img', 'kbd', 'sub', 'sup'];
const ATTRIBUTES = ['href', 'src', 'alt', 'title', 'align', 'start'];

/** Every link of the result carries data-page and data-anchor, or data-external; others have become plain text. */
export function renderPage({ id, markdown }: HelpPage): DocumentFragment {
  const html = marked.parse(markdown, { async: false, gfm: true });
  const content = DOMPurify.sanitize(html, { ALLOWED_TAGS: TAGS, ALLOWED_ATTR: ATTRIBUTES, ALLOW_DATA_ATTR: false, ALLOW_ARIA_ATTR: false, RETURN_DOM_FRAGMENT: true });
  nameHeadings(content);
  for (const link of content.querySelectorAll('a')) resolveLink(link, id);
  for (const picture of content.querySelectorAll('img')) resolvePicture(picture, id);
  for (const head of content.querySelectorAll('th:empty')) head.replaceWith(document.createElement('td'));
  for (const table of content.querySelectorAll('table')) wrap(table, `Table ${table.querySelector('th')?.textContent ?? ''}`);
  for (const block of content.querySelectorAll('pre')) wrap(block, 'Text');
  return content;
}

function nameHeadings(content: DocumentFragment): void {
  const headings = [...content.querySelectorAll<HTMLElement>('h1, h2, h3, h4, h5, h6')];
  const anchors = anchorsOf(headings.map((heading) => heading.textContent));
  headings.forEach((heading, k) => {
    heading.dataset.heading = anchors[k];
    heading.tabIndex = -1;
  });
}

function resolveLink(link: HTMLAnchorElement, from: string): void {
  const href = link.getAttribute('href') ?? '';
  const target = targetOf(href, from, (id) => pageOf(id) !== null);
  if (target.kind === 'none') {
    const text = document.createElement('span');
    text.append(...link.childNodes);
    if (text.textContent !== href) text.title = href;
    link.replaceWith(text);
    return;
  }
  link.removeAttribute('title');
  link.setAttribute('href', '#');
  if (target.kind === 'page') Object.assign(link.dataset, { page: target.id, anchor: target.anchor });
  else link.dataset.external = target.link;
}

function resolvePicture(picture: HTMLImageElement, from: string): void {
  const source = pictureOf(picture.getAttribute('src') ?? '', from);
  if (source === null) picture.replaceWith(picture.alt);
  else picture.src = source;
}

/** Wide tables and code scroll by themselves, also by keyboard. */
function wrap(block: HTMLElement, name: string): void {
  const frame = document.createElement('div');
  frame.className = 'wide';
  frame.tabIndex = 0;
  frame.setAttribute('role', 'group');
  frame.setAttribute('aria-label', name);
  block.replaceWith(frame);
  frame.append(block);
}
