import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/paths.js';
import { lines, neutral } from '../conversations/reading.js';
import { type Cli, openCli } from './cli.js';

let cli: Cli;
beforeAll(async () => {
  cli = await openCli();
});
afterAll(() => cli.close());

function start(...argv: string[]) {
  return spawn(process.execPath, [join(projectRoot, 'bin', 'tidemark.mjs'), ...argv], {
    env: { ...process.env, ...cli.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

describe('the command as a process', () => {
  it('serves until Ctrl-C and ends with 130', async () => {
    const child = start('serve', '--json');
    let out = '';
    for await (const piece of child.stdout) {
      out += piece;
      if (out.includes('}')) break;
    }
    const response = await fetch(JSON.parse(out).url);
    expect(await response.text()).toContain('Nothing has been published yet.');
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
  });

  it('ends quietly when nobody reads on', async () => {
    const records = Array.from({ length: 2000 }, (_, n) => neutral({ id: `c-${n}`, messages: [] }));
    const child = start('import', '--json', cli.file('refused.jsonl', lines(...records)));
    child.stdout.destroy();
    let err = '';
    child.stderr.on('data', (piece) => {
      err += piece;
    });
    const [code] = await once(child, 'exit');
    expect([0, 3]).toContain(code);
    expect(err).not.toMatch(/EPIPE|^ {4}at /m);
  });
});
