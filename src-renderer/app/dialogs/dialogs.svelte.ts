// Questions to the user and the command palette: which one is open, and what was answered.
export interface Choice<T extends string> {
  value: T;
  label: string;
  kind?: 'primary' | 'danger';
}

export interface Question {
  title: string;
  text: string;
  details: readonly string[];
  choices: readonly Choice<string>[];
  /** Value of Escape. */
  cancel: string;
  answer: (value: string) => void;
}

export class Dialogs {
  question = $state.raw<Question | null>(null);
  paletteOpen = $state(false);
  shortcutsOpen = $state(false);
  aboutOpen = $state(false);

  readonly modalOpen: boolean = $derived(this.question !== null || this.paletteOpen || this.shortcutsOpen || this.aboutOpen);

  /** Resolves to the value of the choice, or `cancel` on Escape. A question that replaces another one cancels it. */
  ask<T extends string>(question: { title: string; text: string; details?: readonly string[]; choices: readonly Choice<T>[]; cancel: T }): Promise<T> {
    this.question?.answer(this.question.cancel);
    return new Promise((resolve) => {
      this.question = {
        ...question,
        details: question.details ?? [],
        answer: (value) => {
          this.question = null;
          resolve(value as T);
        },
      };
    });
  }
}
