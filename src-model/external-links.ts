// The only pages outside that the application opens in the user's browser. The window asks by key: an address of its own has no way out.
export const EXTERNAL_LINKS = {
  licence: 'https://opensource.org/license/mit',
  gmsh: 'https://gmsh.info/',
  nrv: 'https://nrv.readthedocs.io/',
} as const;

export type ExternalLink = keyof typeof EXTERNAL_LINKS;
export const EXTERNAL_LINK_KEYS = Object.keys(EXTERNAL_LINKS) as [ExternalLink, ...ExternalLink[]];

/** The key of an address; null when it is not in the list. */
export const externalLinkOf = (address: string): ExternalLink | null =>
  EXTERNAL_LINK_KEYS.find((key) => EXTERNAL_LINKS[key] === address) ?? null;
