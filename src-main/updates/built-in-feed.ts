// The feed of updates that was put into the program when it was built (RANVIER_UPDATE_FEED); '' for none.
declare const RANVIER_UPDATE_FEED: string | undefined;

export const builtInFeedUrl = (): string => (typeof RANVIER_UPDATE_FEED === 'string' ? RANVIER_UPDATE_FEED : '');
