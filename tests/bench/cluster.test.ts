import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Death, killOnTheWay, planDeaths, VICTIMS } from '../../bench/cluster/deaths.js';
import { supervise } from '../../bench/supervise.js';
import { projectRoot } from '../../src/paths.js';

describe('the deaths of a cluster', () => {
  it('are the same for the same seed, one of each, while the labelling is under way', () => {
    const plan = planDeaths('a');
    expect(planDeaths('a')).toEqual(plan);
    expect(planDeaths('b')).not.toEqual(plan);
    expect(plan.map(({ victim }) => victim).sort()).toEqual([...VICTIMS].sort());
    expect(plan.every(({ at }) => at >= 0.1 && at < 0.9)).toBe(true);
    expect(plan.map(({ at }) => at)).toEqual(plan.map(({ at }) => at).sort((a, b) => a - b));
  });

  it('come when so much has been labelled, and not before', async () => {
    const seen: string[] = [];
    const progress = [0, 0.2, 0.4, 0.6];
    let step = 0;
    const labelled = async () => progress[step++] ?? 1;
    const deaths: Death[] = [
      { victim: 'history', number: 0, at: 0.3 },
      { victim: 'matching', number: 1, at: 0.5 },
    ];
    const ended = new AbortController();
    const killed = await killOnTheWay(deaths, labelled, ({ victim }) => seen.push(`${victim} ${step}`), ended.signal);
    expect(seen).toEqual(['history 3', 'matching 4']);
    expect(killed).toEqual(deaths);
  });

  it('do not come any more when the run has ended', async () => {
    const ended = new AbortController();
    const labelled = async () => {
      ended.abort();
      return 0.1;
    };
    const death: Death = { victim: 'history', number: 0, at: 0.3 };
    expect(await killOnTheWay([death], labelled, () => expect.unreachable(), ended.signal)).toEqual([]);
  });
});

describe('supervision', () => {
  it('starts a killed process again, and none when it has been stopped', async () => {
    const children: ReturnType<typeof spawn>[] = [];
    let started: () => void = () => undefined;
    const processes = supervise([
      () => {
        const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
        children.push(child);
        started();
        return child;
      },
    ]);
    const [first] = children;
    const second = new Promise<void>((resolve) => {
      started = resolve;
    });
    processes.kill(0);
    if (first) expect(await once(first, 'exit')).toEqual([null, 'SIGKILL']);
    await second;
    await processes.stop();
    expect(children.map(({ signalCode }) => signalCode)).toEqual(['SIGKILL', 'SIGKILL']);
  });
});

describe('the configuration of the production server', () => {
  const template = readFileSync(join(projectRoot, 'docs', 'temporal-server.template'), 'utf8');
  const head = template.slice(0, template.indexOf('{{'));

  it('is read as a template: the server looks for that word in the first 1,024 bytes', () => {
    expect(template.slice(0, 1024)).toMatch(/^#.*enable-template/m);
  });

  it('says of each variable what it is, and asks for every one that a process is given', () => {
    const asked = new Set([...template.matchAll(/env "(TEMPORAL_\w+)"/g)].map(([, name = '']) => name));
    const told = new Set(
      [...head.matchAll(/^# {3}(TEMPORAL_\w+)((?:, _\w+)*)/gm)].flatMap(([, name = '', more = '']) => [
        name,
        ...[...more.matchAll(/_\w+/g)].map(([suffix]) => name.replace(/_(ADDRESS|GRPC_PORT)$/, '') + suffix),
      ]),
    );
    expect([...told].sort()).toEqual([...asked].sort());
    const code = readFileSync(join(projectRoot, 'src', 'stack', 'temporal-cluster.ts'), 'utf8');
    const given = [...code.matchAll(/(TEMPORAL_[A-Z_]+):/g)].map(([, name = '']) => name);
    expect(given.length).toBeGreaterThan(5);
    expect(given.filter((name) => !asked.has(name))).toEqual([]);
  });
});
