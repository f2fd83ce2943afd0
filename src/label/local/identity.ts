import { contentHash } from '../../config.js';
import { REDACTION_VERSION } from '../../conversations/redaction/redact.js';
import type { LabellerIdentity } from '../labeller.js';
import { CUES } from './cues.js';
import { CUT } from './cut.js';
import { RETRIEVAL } from './retrieval.js';
import { CHOICE } from './task-choice.js';
import { HANDS_ON_WORK, THESAURUS, WRITTEN_WORK } from './thesaurus.js';
import { INDEX } from './work-index.js';

/** Changes whenever the code of this room answers differently by other means than the constants below. */
const VERSION = '1';

/** Who the `local` labeller is, with every constant that shapes its answers. */
export function localIdentity(taxonomy: string): LabellerIdentity {
  return {
    name: 'local',
    version: VERSION,
    taxonomy,
    rules: {
      redaction: REDACTION_VERSION,
      everyday: contentHash({ CUES, THESAURUS, WRITTEN_WORK, HANDS_ON_WORK }).slice(0, 16),
      ...prefixed('cut', CUT),
      ...prefixed('retrieval', RETRIEVAL),
      ...prefixed('choice', CHOICE),
      ...prefixed('index', INDEX),
    },
  };
}

function prefixed(prefix: string, constants: Readonly<Record<string, unknown>>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(constants).map(([name, value]) => [
      `${prefix}.${name}`,
      typeof value === 'number' ? value : JSON.stringify(value),
    ]),
  );
}
