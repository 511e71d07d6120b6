import type { Claims } from '../world/tokens';
import type { World } from '../world/world';
import { AnswerError, type CloudAnswer, type CloudRequest } from './hostHandler';

/** The claims of the request's token: signed by this Entra, in time, for `audience`. @throws AnswerError with `refusal` */
export function requireToken(
  world: World,
  request: CloudRequest,
  audience: string,
  refusal: () => CloudAnswer,
): Claims {
  const claims = world.tokens.check(request.headers.authorization, audience);
  if (!claims) {
    throw new AnswerError(refusal());
  }
  return claims;
}
