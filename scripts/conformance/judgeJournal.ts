import { cardsOf } from './cards';
import { ConformanceError } from './conformanceError';
import type { Exchange } from './journal';
import { judgeExchange } from './judgeExchange';
import { repeatedReferences } from './oncePerReference';
import type { Oracles } from './oracles';

/** What was judged, and everything that differs. */
export interface Verdict {
  readonly counts: Readonly<Record<Subject, number>>;
  readonly differences: readonly string[];
}

type Subject = 'graph' | 'keyVault' | 'connector' | 'activities' | 'cards' | 'addPasswords' | 'notDescribed';

/** Nobody publishes a description of these in the folder; each says why it is passed over. */
const notDescribed: readonly { readonly host: RegExp; readonly path: RegExp; readonly why: string }[] = [
  {
    host: /^(login\.microsoftonline\.com|login\.windows\.net|sts\.windows\.net|login\.botframework\.com)$/,
    path: /./,
    why: 'tokens and their keys: the libraries on both ends check each other',
  },
  {
    host: /^graph\.microsoft\.com$/,
    path: /^\/beta\/reports\/appCredentialSignInActivities\b/,
    why: 'beta, and the description is of v1.0',
  },
  { host: /^secretbot\./, path: /./, why: 'the way from the internet to the bot itself' },
  { host: /^smba\.trafficmanager\.net$/, path: /\/v3\/teams\//, why: "Teams' own part of the connector" },
];

/** Judges every exchange of a journal by the official descriptions. */
export function judgeJournal(exchanges: readonly Exchange[], oracles: Oracles): Verdict {
  const counts = { graph: 0, keyVault: 0, connector: 0, activities: 0, cards: 0, addPasswords: 0, notDescribed: 0 };
  const differences = exchanges.flatMap((exchange) => {
    const cards = cardsOf(exchange);
    const subject = subjectOf(exchange);
    if (subject) counts[subject] += 1;
    if (/\/addPassword$/.test(exchange.path)) counts.addPasswords += 1;
    counts.cards += cards.length;
    return [
      ...(subject ? judge(subject, exchange, oracles) : [`nothing is known of the host ${exchange.host}`]),
      ...cards.flatMap((card) => oracles.cards.differences(card)).map((difference) => `a card: ${difference}`),
    ].map((difference) => `${exchange.method} ${exchange.host}${exchange.path}\n  ${difference}`);
  });
  return {
    counts,
    differences: [...differences, ...repeatedReferences(exchanges).map((one) => `addPassword: ${one}`)],
  };
}

function subjectOf({ direction, host, path }: Exchange): Subject | undefined {
  if (direction === 'toBot') return 'activities';
  if (notDescribed.some((one) => one.host.test(host) && one.path.test(path))) return 'notDescribed';
  if (host === 'graph.microsoft.com') return 'graph';
  if (host.endsWith('.vault.azure.net')) return 'keyVault';
  return host === 'smba.trafficmanager.net' ? 'connector' : undefined;
}

function judge(subject: Subject, exchange: Exchange, oracles: Oracles): readonly string[] {
  switch (subject) {
    case 'graph':
      return [...judgeExchange(exchange, oracles.graph), ...consistency(exchange)];
    case 'keyVault':
      return judgeExchange(exchange, oracles.keyVault);
    case 'connector':
      // A region, and in Teams a tenant, stand before the described path; targeted messages are Teams' own.
      return judgeExchange({ ...exchange, path: exchange.path.replace(/^.*?(?=\/v3\/)/, '') }, oracles.connector, {
        queryParameters: ['isTargetedActivity'],
      });
    case 'activities':
      return activity(exchange, oracles);
    default:
      return [];
  }
}

/** An activity that Teams brings to the bot has the shape of one that the bot sends. */
function activity({ requestBody, fault }: Exchange, { connector }: Oracles): readonly string[] {
  if (fault !== undefined) return [];
  const sending = connector.find('POST', '/v3/conversations/any/activities');
  if (!sending?.operation.body) throw new ConformanceError('the description has no activities');
  return sending.operation.body.check(requestBody).map((difference) => `the activity: ${difference}`);
}

/** Entra answers counts, searches and casts only to callers who accept that they lag; the description does not say so. */
function consistency({ method, path, requestHeaders }: Exchange): readonly string[] {
  const [route = '', query = ''] = path.split('?');
  const isAdvanced =
    method === 'GET' && (/[?&](%24|\$)(count|search)=/i.test(`?${query}`) || /\/microsoft\.graph\.\w+$/.test(route));
  return isAdvanced && requestHeaders['consistencylevel'] !== 'eventual'
    ? ['the request: an advanced query needs the header ConsistencyLevel: eventual']
    : [];
}
