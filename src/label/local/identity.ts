import { contentHash } from '../../config.js';
import { REDACTION_VERSION } from '../../conversations/redaction/redact.js';
import type { LabellerIdentity } from '../labeller.js';
import { shippedCalibration } from './calibration.js';
import { CUES } from './cues.js';
import { CUT } from './cut.js';
import { FEATURES } from './features.js';
import { GROUP_EVIDENCE } from './group-evidence.js';
import { INTENT } from './intent-index.js';
import { INTENTS } from './intents.js';
import { STACK } from './manner-choice.js';
import { RETRIEVAL } from './retrieval.js';
import { CHOICE } from './task-choice.js';
import { HANDS_ON_WORK, THESAURUS, WRITTEN_WORK } from './thesaurus.js';
import { shippedWeights } from './weights.js';
import { INDEX } from './work-index.js';

/** Changes whenever the code of this room answers differently by other means than the constants below. */
const VERSION = '4';

/** Who the `local` labeller is, with every constant that shapes its answers. */
export function localIdentity(taxonomy: string): LabellerIdentity {
  return {
    name: 'local',
    version: VERSION,
    taxonomy,
    rules: {
      redaction: REDACTION_VERSION,
      everyday: contentHash({ CUES, THESAURUS, WRITTEN_WORK, HANDS_ON_WORK, INTENTS }).slice(0, 16),
      weights: shippedWeights().hash,
      calibration: contentHash(shippedCalibration('local')).slice(0, 16),
      ...prefixed('features', FEATURES),
      ...prefixed('groups', GROUP_EVIDENCE),
      ...prefixed('stack', STACK),
      ...prefixed('intent', INTENT),
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
