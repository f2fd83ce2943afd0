import { Command } from 'commander';
import type { DemoOptions } from './demo-run.js';

/** `tidemark demo`: six months of a population whose truth is known, from import to the mail, by the real way. */
export function demoCommand(): Command {
  return new Command('demo')
    .description('six simulated months with known truth, from import to the mail, and truth against estimate')
    .option('--keep', 'leave everything running when it has ended')
    .action(async (options: DemoOptions) => (await import('./demo-run.js')).runDemo(options));
}
