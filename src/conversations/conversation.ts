/** One message of a person or of the AI. */
export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

/** One thread between an account and an AI, as every import format yields it. */
export interface Conversation {
  readonly source: string;
  readonly externalId: string;
  /** The account's id as the source knows it. It is turned into a pseudonym on import and never stored. */
  readonly accountId: string;
  readonly startedAt: Date;
  readonly updatedAt: Date | null;
  readonly turns: readonly Turn[];
  readonly language: string | null;
  readonly product: string | null;
  readonly plan: string | null;
  readonly model: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  /** ISO 3166-2, e.g. `US-CA`. */
  readonly region: string | null;
}

/** Why a record was not taken. */
export type RefusalReason =
  | 'not_json'
  | 'not_an_object'
  | 'invalid_utf8'
  | 'too_long'
  | 'missing_field'
  | 'invalid_field'
  | 'future_date'
  | 'no_user_turn'
  | 'duplicate';

/** A refused record: `line` counts from 1 (in a JSON array: the element's number), `detail` is one clear sentence. */
export interface Refusal {
  readonly line: number;
  readonly reason: RefusalReason;
  readonly field: string | null;
  readonly detail: string;
}

/** What a reader says of one record. */
export type ReadRecord =
  | { readonly kind: 'conversation'; readonly line: number; readonly conversation: Conversation }
  | { readonly kind: 'refused'; readonly refusal: Refusal };
