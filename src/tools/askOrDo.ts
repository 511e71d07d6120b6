import { operationsWithoutBot } from '../compose/operations';
import type { ToolConfig } from '../config';
import { askBot } from '../control/askBot';
import type { Answers, OperationName, Question } from '../control/operations';
import { say } from './tool';

/**
 * Asks the bot that runs on the data folder; where none runs, does it in this process. Says which.
 *
 * @throws ControlError, DatabaseError and what the operation itself throws, with words for the operator.
 */
export async function askOrDo<N extends OperationName>(
  config: ToolConfig,
  name: N,
  question: Question<N>,
): Promise<Answers[N]> {
  const answer = await askBot(config.dataDir, name, question);
  if (answer !== 'nobody') {
    say('Asked the running SecretBot.');
    return answer;
  }
  say(`No SecretBot runs on ${config.dataDir}: opening the database directly.`);
  return operationsWithoutBot(config)[name](question);
}
