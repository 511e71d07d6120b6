/** The last step of `npm run build`: makes `dist/bot/secretbot.js`, the bot and its libraries in one file. ADR 0016 says why. */
import { join } from 'node:path';
import { makeOneFile } from './bundle/makeOneFile';

makeOneFile(join(process.cwd(), 'src', 'index.ts'), join(process.cwd(), 'dist', 'bot', 'secretbot.js')).catch(
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
