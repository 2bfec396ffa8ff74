// Short messages in the corner of the window; errors stay until they are dismissed.
export interface Notice {
  id: number;
  kind: 'info' | 'good' | 'error';
  text: string;
  action?: { label: string; perform: () => void };
}

const SHOWN_MS = 6000;

export class Notices {
  list = $state.raw<readonly Notice[]>([]);
  private nextId = 1;

  show(kind: Notice['kind'], text: string, action?: Notice['action']): void {
    const notice: Notice = { id: this.nextId++, kind, text, action };
    this.list = [...this.list, notice].slice(-4);
    if (kind !== 'error' && !action) setTimeout(() => this.dismiss(notice.id), SHOWN_MS);
  }

  error(text: string): void {
    this.show('error', text);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }
}
