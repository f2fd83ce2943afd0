import { ownAnthropicKey } from '../environment.js';
import type { ModelServices } from '../label/labellers.js';
import { createAnswerBook } from '../store/model-answers.js';
import { createBatchLedger } from '../store/model-batches.js';
import { loadWorkActivities } from '../store/taxonomies.js';
import type { Context } from './context.js';

/** What labellers need that ask a model, as configuration and environment give it. */
export function modelServices({ db, config }: Pick<Context, 'db' | 'config'>): ModelServices {
  return {
    settings: config.anthropic,
    apiKey: ownAnthropicKey(),
    book: createAnswerBook(db),
    ledger: createBatchLedger(db),
    activities: ({ name }) => loadWorkActivities(db, name),
  };
}
