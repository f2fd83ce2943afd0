/** A statistic was asked of nothing: no conversations, no accounts, no replicates. Its value is not zero and not NaN. */
export class EmptySetError extends RangeError {
  override readonly name = 'EmptySetError';
  constructor(what: string) {
    super(`${what} of nothing is not defined.`);
  }
}
