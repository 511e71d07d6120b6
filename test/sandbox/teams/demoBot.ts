import type { BotAnswer, Received, TeamsBench } from './teamsBench';

const cardType = 'application/vnd.microsoft.card.adaptive';

type Json = Readonly<Record<string, unknown>>;

const card = (body: readonly Json[], actions: readonly Json[] = []): Json => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body,
  actions,
});

const heading = (text: string): Json => ({
  type: 'TextBlock',
  text,
  style: 'heading',
  size: 'large',
  weight: 'bolder',
  wrap: true,
});
const words = (text: string, more: Json = {}): Json => ({ type: 'TextBlock', text, wrap: true, ...more });
const execute = (title: string, verb: string, more: Json = {}): Json => ({
  type: 'Action.Execute',
  title,
  verb,
  data: { nonce: 'n1' },
  ...more,
});
const toggle = (id: string, title: string): Json => ({
  type: 'Input.Toggle',
  id,
  title,
  label: title,
  valueOn: 'true',
  valueOff: 'false',
});

/** The first card: typeahead and people picker. `fault` is a sentence under the field. */
export function applicationCard(fault?: string): Json {
  return card(
    [
      heading('Which application?'),
      words('You can create a secret for the applications that **you own**.', { isSubtle: true }),
      {
        type: 'Input.ChoiceSet',
        id: 'application',
        label: 'Application',
        style: 'filtered',
        placeholder: 'Type a name or client ID',
        choices: [],
        'choices.data': { type: 'Data.Query', dataset: 'applications' },
      },
      ...(fault === undefined ? [] : [words(fault, { color: 'attention', spacing: 'small' })]),
      {
        type: 'Input.ChoiceSet',
        id: 'owner',
        label: 'Client Secret Owner',
        style: 'filtered',
        placeholder: 'Search people',
        choices: [],
        'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
      },
    ],
    [
      execute('Next', 'demo/next', { style: 'positive' }),
      execute('Cancel', 'demo/cancel', { associatedInputs: 'none' }),
    ],
  );
}

/** A form with one input of every kind that SecretBot uses. */
export function detailsCard(): Json {
  return card(
    [
      heading('Client Secret Details'),
      { type: 'Input.Text', id: 'name', label: 'Secret Name', placeholder: 'CI deploy', maxLength: 60 },
      { type: 'Input.Text', id: 'description', label: 'Secret Description', isMultiline: true },
      { type: 'Input.Date', id: 'expiration', label: 'Secret Expiration', value: '2027-06-30' },
      {
        type: 'Input.ChoiceSet',
        id: 'location',
        label: 'Select a Location',
        value: 'prod',
        choices: [
          { title: 'Production', value: 'prod' },
          { title: 'Development', value: 'dev' },
        ],
      },
      toggle('vault', 'Vault this credential'),
      toggle('share', 'Enable sharing for this credential'),
    ],
    [
      execute('Next', 'demo/details', { style: 'positive' }),
      execute('Back', 'demo/back'),
      execute('Fail', 'demo/fail', { style: 'destructive' }),
    ],
  );
}

/** A carrier: its button opens a dialog. */
export function carrierCard(state = 'ready'): Json {
  return card(
    [
      heading('Your client secret'),
      {
        type: 'FactSet',
        facts: [
          { title: 'Name', value: 'CI deploy' },
          { title: 'State', value: state },
        ],
      },
    ],
    [
      {
        type: 'Action.Submit',
        title: 'Reveal',
        style: 'positive',
        data: { msteams: { type: 'task/fetch' }, verb: 'demo/open' },
      },
    ],
  );
}

const firstPage = card(
  [words('You can see it **once**. Be on the device where you will paste it.')],
  [{ type: 'Action.Submit', title: 'Show value', style: 'positive', data: { verb: 'demo/show' } }],
);

const secondPage = card(
  [
    {
      type: 'Input.Text',
      id: 'value',
      label: 'VALUE (this is the secret, not the Secret ID)',
      value: 'not-a-real-value',
    },
    words('A new secret can take a few minutes to work.', { isSubtle: true }),
  ],
  [{ type: 'Action.Submit', title: 'Submit', associatedInputs: 'none', data: { verb: 'demo/stored' } }],
);

const executed = (value: unknown): BotAnswer => ({ body: { statusCode: 200, type: cardType, value } });
const dialog = (content: Json): BotAnswer => ({
  body: {
    task: {
      type: 'continue',
      value: { title: 'Reveal the value', width: 'medium', card: { contentType: cardType, content } },
    },
  },
});

/** Makes the bench's bot answer as a small bot with every kind of card, for trying the page. */
export function runDemoBot(bench: TeamsBench): void {
  bench.answerWith((activity) =>
    activity.type === 'invoke' ? answerInvoke(activity) : answerMessage(bench, activity),
  );
}

/** Sends a card, to one person only where `recipient` is given. */
export async function sendCard(
  bench: TeamsBench,
  conversationId: string,
  content: Json,
  recipient?: string,
): Promise<string> {
  const path = `conversations/${encodeURIComponent(conversationId)}/activities${recipient ? '?isTargetedActivity=true' : ''}`;
  const to = recipient ? { recipient: { id: recipient } } : {};
  const attachments = [{ contentType: cardType, content }];
  const { body } = await bench.call('POST', path, { type: 'message', attachments, ...to });
  return String(body['id']);
}

async function answerMessage(bench: TeamsBench, activity: Received): Promise<BotAnswer> {
  const { conversation, text = '' } = activity;
  const path = `conversations/${encodeURIComponent(conversation.id)}/activities`;
  const say = (words: string): Promise<unknown> => bench.call('POST', path, { type: 'message', text: words });
  if (text.includes('create')) {
    const { id } = Object(activity['from']) as { id: string };
    await sendCard(
      bench,
      conversation.id,
      applicationCard(),
      conversation.conversationType === 'personal' ? undefined : id,
    );
  } else if (text.includes('details')) {
    await sendCard(bench, conversation.id, detailsCard());
  } else if (text.includes('carrier')) {
    await sendCard(bench, conversation.id, carrierCard());
  } else if (text.includes('think')) {
    await bench.call('POST', path, { type: 'typing' });
  } else if (text !== '') {
    await say(`You said **${text.replaceAll(/<[^>]+>/g, '').trim()}**.`);
  }
  return {};
}

function answerInvoke({ name, value }: Received): BotAnswer {
  const { action, data, queryText } = Object(value) as {
    action?: { verb?: string; data?: Json };
    data?: Json;
    queryText?: string;
  };
  if (name === 'application/search') {
    return searchAnswer(queryText ?? '');
  }
  if (name === 'task/fetch') {
    return dialog(firstPage);
  }
  if (name === 'task/submit') {
    return data?.['verb'] === 'demo/show' ? dialog(secondPage) : {};
  }
  switch (action?.verb) {
    case 'demo/next':
      return executed(action.data?.['application'] ? detailsCard() : applicationCard('Choose an application.'));
    case 'demo/back':
      return executed(applicationCard());
    case 'demo/details':
      return { body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Saved.' } };
    case 'demo/cancel':
      return executed(card([words('Cancelled. Nothing was created.')]));
    default:
      return { status: 500 };
  }
}

function searchAnswer(typed: string): BotAnswer {
  const names = ['Payroll API', 'Invoice Portal', 'Build Pipeline', 'Partner Exchange', 'Status Page'];
  const results = names
    .filter((title) => title.toLowerCase().startsWith(typed.toLowerCase()))
    .map((title) => ({ title, value: `id-of-${title.replaceAll(' ', '-').toLowerCase()}` }));
  return { body: { statusCode: 200, type: 'application/vnd.microsoft.search.searchResponse', value: { results } } };
}
