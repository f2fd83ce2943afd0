import { existsSync, statfsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectRoot } from '../../paths.js';
import { broken, type Check, type Finding, messageOf, type Surroundings } from './finding.js';
import { checkBrowser, checkDisk, checkFonts, checkNode } from './machine.js';
import { checkPayloads } from './payloads.js';
import { checkClock, checkDiskUse, checkMigrations, checkPostgres, checkSmtp, checkTemporal } from './servers.js';

/** Everything that Tidemark needs, by name, in the order of need. */
export const CHECKS: Readonly<Record<string, Check>> = {
  node: checkNode,
  postgres: checkPostgres,
  migrations: checkMigrations,
  temporal: checkTemporal,
  payloads: checkPayloads,
  smtp: checkSmtp,
  browser: checkBrowser,
  fonts: checkFonts,
  clock: checkClock,
  'disk use': checkDiskUse,
  disk: checkDisk,
};

/** Looks at everything; a check that fails itself is a finding, and keeps no other from being made. */
export async function checkAll(surroundings: Surroundings): Promise<(Finding & { readonly check: string })[]> {
  const findings = [];
  for (const [check, look] of Object.entries(CHECKS)) findings.push({ check, ...(await safely(look, surroundings)) });
  return findings;
}

async function safely(look: Check, surroundings: Surroundings): Promise<Finding> {
  try {
    return await look(surroundings);
  } catch (error) {
    return broken(messageOf(error), 'npm run setup');
  }
}

/** This machine and this process. */
export function realSurroundings(home: string): Surroundings {
  return {
    home,
    env: process.env,
    nodeVersion: process.versions.node,
    platform: `${process.platform}-${process.arch}`,
    now: () => new Date(),
    freeBytes,
    exists: existsSync,
    installed,
  };
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

function installed(name: string): boolean {
  if (existsSync(join(projectRoot, 'node_modules', name, 'package.json'))) return true;
  try {
    createRequire(join(projectRoot, 'package.json')).resolve(name);
    return true;
  } catch {
    return false;
  }
}
