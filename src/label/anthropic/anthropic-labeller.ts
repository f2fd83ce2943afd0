import { contentHash, type ModelSettings } from '../../config.js';
import { REDACTION_VERSION } from '../../conversations/redaction/redact.js';
import { UserError } from '../../errors.js';
import type { Taxonomy } from '../../taxonomy/taxonomy.js';
import type { WorkActivities } from '../../taxonomy/work-activities.js';
import type { Labeller, LabellerIdentity } from '../labeller.js';
import { SEARCH, TaskSearch } from '../search/task-search.js';
import type { AnswerBook } from './answers.js';
import type { BatchLedger } from './batch-ledger.js';
import { BatchTransport } from './batches.js';
import { CHOICE } from './choice.js';
import { createClient } from './client.js';
import { CUT } from './cut.js';
import { createLabelling, type Labelling } from './labelling.js';
import { LiveTransport } from './live.js';

/** Changes whenever the code of this room answers differently by other means than the constants below. */
const VERSION = '1';

/** What the labeller works with. */
export interface AnthropicOptions {
  readonly settings: ModelSettings | null;
  readonly apiKey: string | null;
  readonly book: AnswerBook;
  readonly ledger: BatchLedger;
}

/**
 * The `anthropic` labeller: a model describes the conversation, the taxonomy is searched with the description, and the model
 * chooses among what was found. The transport is no part of its identity: both give the same labels for the same answers.
 * @throws UserError where no model or no key is configured
 */
export function createAnthropicLabeller(
  taxonomy: Taxonomy,
  activities: WorkActivities,
  { settings, apiKey, book, ledger }: AnthropicOptions,
): Labeller {
  if (!settings)
    throw new UserError(
      'temporal.config.ts names no model for the labeller "anthropic".',
      'Add a section `anthropic`.',
    );
  if (apiKey === null) throw new UserError('The labeller "anthropic" needs a key.', 'Set ANTHROPIC_API_KEY.');
  const method = createLabelling(taxonomy, new TaskSearch(taxonomy, activities), settings);
  const client = createClient(settings, apiKey);
  const transport =
    settings.transport === 'live'
      ? new LiveTransport(client, settings, book)
      : new BatchTransport(client, settings, book, ledger);
  return {
    identity: anthropicIdentity(method),
    label: (batch, signal, account) => transport.label(method, batch, signal, account),
    close: () => Promise.resolve(),
  };
}

/** Who the labeller is: the model, the calls and every constant that shapes its answers. */
export function anthropicIdentity({ model, taxonomy, describe, choose }: Labelling): LabellerIdentity {
  return {
    name: 'anthropic',
    version: VERSION,
    taxonomy: taxonomy.name,
    rules: {
      model,
      describe: describe.hash,
      choose: choose.hash,
      redaction: REDACTION_VERSION,
      cut: contentHash(CUT),
      search: contentHash(SEARCH),
      ...Object.fromEntries(Object.entries(CHOICE).map(([name, value]) => [`choice.${name}`, value])),
      ...Object.fromEntries(Object.entries(CUT).map(([name, value]) => [`cut.${name}`, value])),
    },
  };
}
