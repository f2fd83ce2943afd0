import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { UserError } from '../../src/errors.js';
import { withClient } from '../../src/temporal/connection.js';
import { connectionTo, ownTemporal } from '../../src/temporal/profile.js';
import { testTemporal } from '../support/house.js';

/** A profile file; gives its path. */
function profileFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-profile-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'temporal.toml'), text);
  return join(folder, 'temporal.toml');
}

describe('a Temporal server of one’s own', () => {
  it('is none where neither the environment nor a profile names one', () => {
    expect(ownTemporal({})).toBeNull();
    expect(ownTemporal({ TEMPORAL_ADDRESS: '' })).toBeNull();
  });

  it('is named by the environment, with its namespace', () => {
    const own = ownTemporal({ TEMPORAL_ADDRESS: 'temporal.example.org:7233', TEMPORAL_NAMESPACE: 'tidemark.a1b2c' });
    expect(own).toMatchObject({ address: 'temporal.example.org:7233', namespace: 'tidemark.a1b2c' });
    expect(own?.connection.tls).toBeUndefined();
  });

  it('is spoken to with TLS and a key where there is a key', () => {
    const own = ownTemporal({ TEMPORAL_ADDRESS: 'eu.example.org:7233', TEMPORAL_API_KEY: 'k1' });
    expect(own?.connection).toMatchObject({ tls: true, apiKey: 'k1' });
  });

  it('is named by a profile of a file, which the environment overrules', () => {
    const certificate = profileFile('certificate');
    const file = profileFile(`
      [profile.cloud]
      address = "cloud.example.org:7233"
      namespace = "tidemark.a1b2c"
      [profile.cloud.tls]
      client_cert_path = "${certificate}"
      client_key_path = "${certificate}"
      server_name = "frontend"`);
    const named = { TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: 'cloud' };
    expect(ownTemporal(named)).toMatchObject({
      address: 'cloud.example.org:7233',
      namespace: 'tidemark.a1b2c',
      connection: {
        tls: { serverNameOverride: 'frontend', clientCertPair: { crt: new TextEncoder().encode('certificate') } },
      },
    });
    expect(ownTemporal({ ...named, TEMPORAL_ADDRESS: 'other.example.org:7233' })?.address).toBe(
      'other.example.org:7233',
    );
  });

  it('is not guessed where a profile was named that is not there, or names no address', () => {
    const file = profileFile('[profile.cloud]\nnamespace = "a"');
    expect(() => ownTemporal({ TEMPORAL_CONFIG_FILE: `${file}.gone` })).toThrow(UserError);
    expect(() => ownTemporal({ TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: 'cloud' })).toThrow(/names no address/);
    expect(() => ownTemporal({ TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: 'other' })).toThrow(UserError);
    expect(() => ownTemporal({ TEMPORAL_CONFIG_FILE: profileFile('no toml') })).toThrow(/profile cannot be used/);
  });

  it('gets its key, and no other server does', () => {
    vi.stubEnv('TEMPORAL_ADDRESS', 'eu.example.org:7233');
    vi.stubEnv('TEMPORAL_API_KEY', 'k1');
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(connectionTo('eu.example.org:7233')).toMatchObject({ apiKey: 'k1' });
    expect(connectionTo('127.0.0.1:7233')).toEqual({ address: '127.0.0.1:7233' });
  });

  it('is reached by its profile', async () => {
    const address = testTemporal();
    vi.stubEnv('TEMPORAL_CONFIG_FILE', profileFile(`[profile.default]\naddress = "${address}"\nnamespace = "default"`));
    onTestFinished(() => void vi.unstubAllEnvs());
    const namespace = ownTemporal()?.namespace ?? '';
    const described = await withClient({ address, namespace }, ({ workflowService }) =>
      workflowService.describeNamespace({ namespace }),
    );
    expect(described.namespaceInfo?.name).toBe('default');
  });
});
