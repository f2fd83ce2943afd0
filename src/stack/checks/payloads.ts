import { readKeyRing } from '../../temporal/key-ring.js';
import { broken, type Finding, messageOf, ok, type Surroundings } from './finding.js';

/** Whether what Temporal is given is encrypted, and with which key: by its id, never by itself. */
export function checkPayloads({ env }: Surroundings): Finding {
  try {
    const [current, ...older] = readKeyRing(env).keys();
    if (current === undefined) return ok('not encrypted');
    return ok(`encrypted with the key ${current}${older.length > 0 ? `; read with ${older.join(', ')} too` : ''}`);
  } catch (error) {
    return broken(messageOf(error), 'Correct TIDEMARK_CODEC_KEYS.');
  }
}
