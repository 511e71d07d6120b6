/** `node dist/bench/scale/main.js`, after `npm run build`: the cost of lists and sweeps against the number of secrets. */
import { measureScale } from './measure';

measureScale().then(
  (tables) => process.stdout.write(`${tables.join('\n\n')}\n`),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  },
);
