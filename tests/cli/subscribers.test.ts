import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cli, openCli, rows } from './cli.js';

let cli: Cli;
beforeAll(async () => {
  cli = await openCli();
});
afterAll(() => cli.close());

const emails = async () => rows((await cli.run('subscribers', 'list')).out).map(({ email, active }) => [email, active]);

describe('tidemark subscribers', () => {
  it('adds, lists and removes', async () => {
    expect(await cli.run('subscribers', 'add', 'ada@example.org', '--name', 'Ada')).toMatchObject({ code: 0 });
    expect(await emails()).toEqual([['ada@example.org', true]]);
    expect(await cli.run('subscribers', 'remove', 'ada@example.org')).toMatchObject({ code: 0 });
    expect(await emails()).toEqual([['ada@example.org', false]]);
  });

  it.each([
    ['a bad address', ['add', 'nonsense'], '"nonsense" is not an e-mail address.'],
    ['an unknown index', ['add', 'a@example.org', '--index', 'nope'], 'There is no index "nope". There are '],
    ['an unknown index in a list', ['list', '--index', 'nope'], 'There is no index "nope".'],
    ['a stranger', ['remove', 'eve@example.org'], 'eve@example.org is no subscriber of default.'],
    ['a folder', ['import', '/tmp'], '/tmp cannot be read.'],
  ])('ends with 2 and a sentence for %s', async (_, argv, sentence) => {
    const { code, out, err } = await cli.run('subscribers', ...argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`tidemark: ${sentence}`);
  });

  it('imports a CSV file, lists the lines that it cannot take, and takes the rest', async () => {
    const path = cli.file('readers.csv', '\uFEFFName,Email\nGrace,grace@example.org\n\n"Eve, of old",eve\n');
    const { code, out, err } = await cli.run('subscribers', 'import', path, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ read: 2, subscribed: 1, refused: 1 });
    expect(err).toContain('readers.csv:4: "eve" is not an e-mail address.');
    expect(await emails()).toContainEqual(['grace@example.org', true]);
  });

  it.each([
    ['no line that can be taken', 'email\neve\n', 3, /:2: "eve" is not an e-mail address/],
    ['nothing', '', 2, /holds no subscribers/],
    ['no column of addresses', 'mail\na@example.org\n', 2, /has no column named email/],
    ['a quote that is not closed', 'email,name\n"a@example.org,x\n', 2, /is not CSV: Quote Not Closed/],
  ])('does not pretend to have imported a file with %s', async (_, text, code, sentence) => {
    const said = await cli.run('subscribers', 'import', cli.file('bad.csv', text));
    expect(said.code).toBe(code);
    expect(said.err).toMatch(sentence);
  });
});
