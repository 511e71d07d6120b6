import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname } from 'node:path';
import { toolEnvironment } from './operatorTool';
import type { Sandbox } from './startSandbox';
import { PageError, refuseForeign, sendJson } from './teams/pageRequest';

/** Where a running sandbox says with what environment an operator's tool works on it. */
export const OPERATOR_PATH = '/operator';

/** What is said there. */
export interface OperatorDesk {
  readonly environment: Readonly<Record<string, string>>;
}

/** Answers `npm run sandbox:tool` on this machine: the environment of the first of the bot's processes, at this moment. */
export function answerOperator(sandbox: Sandbox, request: IncomingMessage, response: ServerResponse): void {
  try {
    refuseForeign(request);
    sendJson(response, 200, deskOf(sandbox));
  } catch (error) {
    if (!(error instanceof PageError)) throw error;
    sendJson(response, error.status, { message: error.message });
  }
}

function deskOf({ world, cloud, bot }: Sandbox): OperatorDesk {
  const [first] = bot.all;
  if (!first) throw new Error('there is a bot');
  const { dataDir, url, logFile, settings } = first;
  const places = { dataDir, workDir: dirname(logFile), port: Number(new URL(url).port) };
  const environment = toolEnvironment({
    world,
    cloud,
    places,
    settings: { BOT_DOMAIN: world.frontDoor.host, ...settings },
  });
  return { environment };
}
