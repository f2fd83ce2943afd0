import { type ClientConnectConfig, loadClientConnectConfig } from '@temporalio/envconfig';
import { UserError } from '../errors.js';

const HINT = 'Check TEMPORAL_PROFILE, TEMPORAL_CONFIG_FILE and the file that they name.';

type Environment = Readonly<Record<string, string | undefined>>;

/** A Temporal server of one's own, as Temporal's environment configuration names it. */
export interface TemporalProfile {
  readonly address: string;
  /** Null where neither the environment nor a profile names one. */
  readonly namespace: string | null;
  /** How to connect: address, TLS, API key, metadata. */
  readonly connection: ClientConnectConfig['connectionOptions'];
}

/**
 * The server that `TEMPORAL_ADDRESS` and its like, or a profile (`TEMPORAL_PROFILE`, `TEMPORAL_CONFIG_FILE`) name; null where
 * none does. A profile file that merely lies in the home folder is not read: what one has set up for other work is not
 * where releases go. @throws UserError when the profile cannot be read
 */
export function ownTemporal(environment: Environment = process.env): TemporalProfile | null {
  const { connectionOptions, namespace } = load(environment);
  const { address } = connectionOptions;
  if (!address && namesProfile(environment)) throw new UserError("Temporal's profile names no address.", HINT);
  if (!address) return null;
  return { address, namespace: namespace ?? null, connection: connectionOptions };
}

function load(environment: Environment): ClientConnectConfig {
  try {
    return loadClientConnectConfig({ disableFile: !namesProfile(environment), overrideEnvVars: set(environment) });
  } catch (cause) {
    throw new UserError(`Temporal's profile cannot be used: ${cause instanceof Error ? cause.message : cause}`, HINT);
  }
}

function namesProfile(environment: Environment): boolean {
  return Boolean(environment['TEMPORAL_PROFILE'] || environment['TEMPORAL_CONFIG_FILE']);
}

/** An empty variable is one that is not set. */
function set(environment: Environment): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

/** How to connect to an address: with the profile's TLS and key where it is the profile's own, else plainly. */
export function connectionTo(address: string): TemporalProfile['connection'] {
  const own = ownTemporal();
  return own?.address === address ? own.connection : { address };
}
