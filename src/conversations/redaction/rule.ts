/** What kinds of personal detail are taken out. */
export const KINDS = ['email', 'phone', 'card', 'iban', 'ip', 'credentials', 'key', 'id', 'address', 'name'] as const;
export type Kind = (typeof KINDS)[number];

/** A character that each detail holds once, and the run of at most so many characters before it with which the detail begins. */
export interface Middle {
  readonly mark: string;
  readonly before: RegExp;
  readonly most: number;
}

/** How one kind of detail is found. */
export interface Rule {
  readonly kind: Kind;
  /** What a text must hold for the pattern to be worth trying: cheap to look for, and never wanting where the pattern matches. */
  readonly hint: RegExp;
  /** Whether every detail of this kind holds a digit: most turns of a conversation have none. */
  readonly digits: boolean;
  /** Global; sticky where there is a middle. A group named `cue`, where there is one, stands before the detail and stays. */
  readonly pattern: RegExp;
  /** Where to look for details that are found sooner from their middle than from their beginning. */
  readonly middle?: Middle;
  /** Whether what was found (without its cue) is a detail: check digits, words that are no names. */
  readonly accept?: (found: string) => boolean;
}
