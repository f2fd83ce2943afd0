import { Command } from 'commander';
import { EXIT } from '../errors.js';
import { checkAll, realSurroundings } from '../stack/checks/index.js';
import { homeFolder } from '../stack/home.js';
import { printRows } from './output.js';

/** `tidemark doctor`: looks at everything that Tidemark needs, and says what to do. Changes nothing. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('check everything that Tidemark needs, and say what to do')
    .option('--json', 'one JSON document')
    .action(async (options: { json?: boolean }) => {
      const findings = await checkAll(realSurroundings(homeFolder()));
      printRows(
        findings.map(({ check, state, detail, next }) => ({ check, state, detail, next })),
        options,
      );
      if (findings.some(({ state }) => state === 'broken')) process.exitCode = EXIT.upstream;
    });
}
