// Something that the engine computes of the project as it is now. It is shown only while it belongs to exactly this project: an outdated
// field or mesh would lie.
export class EngineAnswer<T> {
  private shown = $state.raw<{ key: string; value: T } | null>(null);
  private newestKey: string | null = null;
  asking = $state(false);
  failure = $state<string | null>(null);

  /** The answer for this key; null while there is none. */
  of(key: string): T | null {
    return this.shown?.key === key ? this.shown.value : null;
  }

  /** `key` names everything that the answer depends on. A newer question makes an older one reject, and its end says nothing any more. */
  async ask(key: string, fetch: () => Promise<T>): Promise<void> {
    if (this.shown?.key === key || (this.asking && this.newestKey === key)) return;
    this.newestKey = key;
    this.asking = true;
    this.failure = null;
    try {
      const value = await fetch();
      if (this.newestKey === key) this.shown = { key, value };
    } catch (error) {
      if (this.newestKey === key) this.failure = error instanceof Error ? error.message : String(error);
    } finally {
      if (this.newestKey === key) this.asking = false;
    }
  }
}
