import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openBareTemporal } from '../support/bare-temporal.js';
import { type Cli, openCli } from './cli.js';

describe('on a server without schedules', () => {
  let cli: Cli;
  let server: Awaited<ReturnType<typeof openBareTemporal>>;
  beforeAll(async () => {
    cli = await openCli({ releases: { default: { schedule: { cron: '0 6 5 * *' } } } });
    server = await openBareTemporal();
    vi.stubEnv('TEMPORAL_ADDRESS', server.address);
  });
  afterAll(async () => {
    await server.close();
    await cli.close();
  });

  it.each([['apply'], ['list'], ['describe'], ['trigger']])(
    'schedule %s says who starts releases instead',
    async (name) => {
      const { code, err } = await cli.run('schedule', name);
      expect(code).toBe(2);
      expect(err).toBe(
        'tidemark: The Temporal server has no schedules: workers start the releases that are due, while one of them runs.\n' +
          "  next: say so by temporal: { schedules: 'workers' } in temporal.config.ts; npx tidemark schedule next tells what they will start\n",
      );
    },
  );

  it('schedule apply has nothing to do where the configuration leaves it to workers', async () => {
    const path = cli.env['TIDEMARK_CONFIG'] ?? '';
    const config = JSON.parse(readFileSync(path, 'utf8').replace(/^export default |;$/g, ''));
    const leaving = { ...config, temporal: { ...config.temporal, schedules: 'workers' } };
    vi.stubEnv('TIDEMARK_CONFIG', cli.file('workers.mjs', `export default ${JSON.stringify(leaving)};`));
    expect(await cli.run('schedule', 'apply')).toMatchObject({
      code: 0,
      err: expect.stringContaining('Workers start the releases that are due'),
    });
    expect((await cli.run('schedule', 'next')).out).toContain('default');
  });
});
