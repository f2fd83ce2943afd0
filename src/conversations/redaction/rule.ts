/** What kinds of personal detail are taken out. */
export const KINDS = ['email', 'phone', 'card', 'iban', 'ip', 'credentials', 'key', 'id', 'address', 'name'] as const;
export type Kind = (typeof KINDS)[number];

/** How one kind of detail is found. */
export interface Rule {
  readonly kind: Kind;
  /** What a text must hold for the pattern to be worth trying. */
  readonly hint: RegExp;
  /** Global. A group named `cue`, where there is one, stands before the detail and stays. */
  readonly pattern: RegExp;
  /** Whether what was found (without its cue) is a detail: check digits, words that are no names. */
  readonly accept?: (found: string) => boolean;
}
