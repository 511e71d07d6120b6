import type { ExecuteVerb } from '../cards/actions';
import { referenceIn } from './answers';
import type { ClickTable } from './clickTable';
import type { RequestReplies } from './requestReplies';
import type { SettingsAnswers } from './settingsAnswers';
import type { SharingAnswers } from './sharingAnswers';

type SharingVerb = Extract<ExecuteVerb, `${'request' | 'requests' | 'grant' | 'share'}/${string}`>;

/** What the handlers of these clicks use. */
export interface SharingTools {
  readonly sharing: SharingAnswers;
  readonly settings: SettingsAnswers;
  readonly requests: RequestReplies;
}

/** The part of the click table that is about requests, decisions, grants and settings. */
export function sharingClicks({ sharing, settings, requests }: SharingTools): Pick<ClickTable, SharingVerb> {
  return {
    'request/ask': async (turn, { reference }) =>
      requests.answer(turn, await sharing.request(turn, { secret: referenceIn(reference).reference })),
    'request/send': async (turn, { reference, hours, reason }) => {
      const typed = { ...(hours !== undefined && { hours }), ...(reason !== undefined && { reason }) };
      return requests.answerNew(turn, await sharing.ask(turn, referenceIn(reference).reference, typed));
    },
    'request/show': async (turn, { request }) => requests.answer(turn, await sharing.show(turn, request)),
    'request/withdraw': async (turn, { request }) => requests.answer(turn, await sharing.withdraw(turn, request)),
    'request/approve': async (turn, payload) => requests.answer(turn, await sharing.approve(turn, payload)),
    'request/deny': async (turn, payload) => requests.answer(turn, await sharing.deny(turn, payload)),
    'requests/show': async (turn) => ({ card: await sharing.mine(turn) }),
    'grant/revoke': async (turn, { grant }) => ({ card: await sharing.revoke(turn, grant) }),
    'share/ask': async (turn, { reference }) => ({ card: await settings.form(turn, reference) }),
    'share/save': async (turn, payload) => requests.answerNew(turn, await settings.save(turn, payload)),
  };
}
