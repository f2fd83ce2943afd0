import { expect, it } from 'vitest';
import { isEmbedded } from '../../src/label/labellers.js';

it('takes only labellers that ask nobody for embedded: what costs money is not asked twice', () => {
  expect(['local', 'semantic', 'anthropic', 'recorded:x', 'toString'].filter(isEmbedded)).toEqual([
    'local',
    'semantic',
  ]);
});
