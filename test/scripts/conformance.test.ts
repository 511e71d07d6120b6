import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CardSchema, cardsOf } from '../../scripts/conformance/cards';
import { Description } from '../../scripts/conformance/description';
import { type Exchange, readJournal } from '../../scripts/conformance/journal';
import { judgeExchange } from '../../scripts/conformance/judgeExchange';
import { repeatedReferences } from '../../scripts/conformance/oncePerReference';
import { loadOracles } from '../../scripts/conformance/oracles';
import { proveJudge } from '../../scripts/conformance/proveJudge';

const openApi = {
  openapi: '3.0.0',
  paths: {
    "/v1/things(key='{key}')/paint": {
      post: {
        parameters: [
          { name: 'key', in: 'path', required: true, schema: { type: 'string', minLength: 2 } },
          { $ref: '#/components/parameters/top' },
          { name: '$select', in: 'query', schema: { type: 'array', items: { enum: ['id', 'colour'] } } },
        ],
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/paint-request' } } },
        },
        responses: {
          200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/thing' } } } },
          204: { description: 'nothing to say' },
          '4XX': { $ref: '#/components/responses/error' },
        },
      },
    },
  },
  components: {
    parameters: { top: { name: '$top', in: 'query', required: true, schema: { type: 'integer', minimum: 1 } } },
    schemas: {
      'paint-request': {
        type: 'object',
        properties: { colour: { type: 'string', nullable: true }, by: { type: 'string', format: 'date-time' } },
        additionalProperties: false,
      },
      thing: { type: 'object', required: ['id'], properties: { id: { type: 'string', format: 'uuid' } } },
      error: { type: 'object', required: ['error'] },
    },
    responses: { error: { content: { 'application/json': { schema: { $ref: '#/components/schemas/error' } } } } },
  },
};

const swagger = {
  swagger: '2.0',
  paths: {
    '/boxes/{name}': {
      put: {
        parameters: [
          { name: 'name', in: 'path', required: true, type: 'string', pattern: '^[a-z]+$' },
          { name: 'box', in: 'body', required: true, schema: { $ref: '#/definitions/Box' } },
          { $ref: '#/parameters/Version' },
        ],
        responses: {
          200: { schema: { $ref: '#/definitions/Box' } },
          default: { schema: { $ref: '#/definitions/Bad' } },
        },
      },
    },
  },
  definitions: {
    Box: {
      type: 'object',
      required: ['value'],
      properties: { value: { type: 'string' } },
      additionalProperties: false,
    },
    Bad: { type: 'object', properties: { error: { type: 'object', 'x-nullable': true } }, required: ['error'] },
  },
  parameters: { Version: { name: 'api-version', in: 'query', required: true, type: 'string', enum: ['1'] } },
};

const painting: Exchange = {
  direction: 'fromBot',
  host: 'things.example',
  method: 'POST',
  path: "/v1/things(key='ab')/paint?$top=5&$select=id,colour",
  requestHeaders: { authorization: 'x' },
  requestBody: { colour: null, by: '2026-01-01T00:00:00Z' },
  status: 200,
  responseBody: { id: '00000000-0000-4000-8000-000000000001' },
};

const boxing: Exchange = {
  ...painting,
  method: 'PUT',
  path: '/boxes/red?api%2Dversion=1',
  requestBody: { value: 'x' },
  responseBody: { value: 'x' },
};

const differencesOf = (exchange: Exchange, document: unknown) => judgeExchange(exchange, new Description(document));

describe('judging by OpenAPI 3', () => {
  it('takes what fits', () => {
    expect(differencesOf(painting, openApi)).toEqual([]);
    expect(differencesOf({ ...painting, status: 204, responseBody: null }, openApi)).toEqual([]);
    expect(differencesOf({ ...painting, status: 404, responseBody: { error: {} } }, openApi)).toEqual([]);
  });

  it.each<[string, Partial<Exchange>, string]>([
    ['an unknown path', { path: '/v1/paint' }, 'is not described'],
    ['an unknown method', { method: 'PATCH' }, 'is not described'],
    ['a path parameter', { path: "/v1/things(key='a')/paint?$top=5" }, 'key in the path'],
    ['a query parameter that is missing', { path: "/v1/things(key='ab')/paint" }, '$top is missing'],
    [
      'a query parameter that nobody knows',
      { path: "/v1/things(key='ab')/paint?$top=5&$loud=1" },
      '$loud is not described',
    ],
    ['a number that is none', { path: "/v1/things(key='ab')/paint?$top=many" }, '$top: it must be integer'],
    ['a value outside a list', { path: "/v1/things(key='ab')/paint?$top=5&$select=id,size" }, '$select: /1'],
    ['a body that is missing', { requestBody: null }, 'the body is missing'],
    ['a property too many', { requestBody: { size: 4 } }, 'must NOT have additional properties (size)'],
    ['a date that is none', { requestBody: { by: 'soon' } }, 'must match format "date-time"'],
    ['an answer without what it needs', { responseBody: {} }, "must have required property 'id'"],
    ['an answer of the wrong format', { responseBody: { id: '7' } }, 'must match format "uuid"'],
    ['an error of another shape', { status: 400, responseBody: { message: 'no' } }, "required property 'error'"],
    ['a status that nobody knows', { status: 302 }, 'this status is not described'],
    ['a body where none is described', { status: 204, responseBody: { id: '1' } }, 'a body is not described'],
  ])('finds %s', (_what, change, difference) => {
    expect(differencesOf({ ...painting, ...change }, openApi)).toEqual([expect.stringContaining(difference)]);
  });

  it('judges the request only when the answer was meant to fail', () => {
    expect(differencesOf({ ...painting, status: 503, responseBody: 'down', fault: 'status' }, openApi)).toEqual([]);
    expect(differencesOf({ ...painting, status: 0, responseBody: null, fault: 'lost_answer' }, openApi)).toEqual([]);
    expect(differencesOf({ ...painting, requestBody: null, status: 503, fault: 'status' }, openApi)).toHaveLength(1);
  });
});

describe('judging by Swagger 2', () => {
  it('takes what fits', () => {
    expect(differencesOf(boxing, swagger)).toEqual([]);
    expect(differencesOf({ ...boxing, status: 403, responseBody: { error: null } }, swagger)).toEqual([]);
  });

  it('takes the first request of a client that has no token yet', () => {
    const challenged = { ...boxing, requestHeaders: {}, requestBody: null, status: 401, responseBody: { error: {} } };
    expect(differencesOf(challenged, swagger)).toEqual([]);
  });

  it.each<[string, Partial<Exchange>, string]>([
    ['a path parameter', { path: '/boxes/RED?api-version=1' }, 'name in the path'],
    ['a version that nobody knows', { path: '/boxes/red?api-version=2' }, 'api-version: it must be equal to one of'],
    ['a body without what it needs', { requestBody: {} }, "required property 'value'"],
    ['an error without its shape', { status: 500, responseBody: {} }, "required property 'error'"],
  ])('finds %s', (_what, change, difference) => {
    expect(differencesOf({ ...boxing, ...change }, swagger)).toEqual([expect.stringContaining(difference)]);
  });
});

describe('judging cards', () => {
  const text = {
    type: 'object',
    properties: { type: { enum: ['Text'] }, text: { type: 'string' } },
    additionalProperties: false,
  };
  const schema = new CardSchema({
    $schema: 'http://json-schema.org/draft-06/schema#',
    id: 'http://cards.example',
    anyOf: [{ $ref: '#/definitions/AdaptiveCard' }],
    definitions: {
      Text: text,
      'Input.ChoiceSet': { ...text, properties: { type: { enum: ['Input.ChoiceSet'] } } },
      AdaptiveCard: {
        type: 'object',
        properties: {
          type: { enum: ['AdaptiveCard'] },
          version: { type: 'string' },
          body: { items: { anyOf: [{ $ref: '#/definitions/Text' }, { $ref: '#/definitions/Input.ChoiceSet' }] } },
        },
        additionalProperties: false,
      },
    },
  });
  const card = (...body: object[]) => ({ type: 'AdaptiveCard', version: '1.5', body });

  it('takes what fits, with what Teams adds', () => {
    const search = { type: 'Input.ChoiceSet', 'choices.data': { type: 'Data.Query', dataset: 'applications' } };
    expect(schema.differences({ ...card({ type: 'Text', text: 'Hi' }, search), msteams: { width: 'Full' } })).toEqual(
      [],
    );
  });

  it('says which element differs and how', () => {
    expect(schema.differences(card({ type: 'Text', text: 'Hi' }, { type: 'Text', txt: 'Hi' }))).toEqual([
      'the card/body/1 (Text): it must NOT have additional properties (txt)',
    ]);
    expect(schema.differences(card({ type: 'Badge' }))).toEqual(['the card/body/0: there is no Badge in version 1.5']);
    expect(schema.differences({ ...card(), version: '1.6' })).toEqual(['its version is 1.6, not 1.5']);
    expect(schema.differences({ ...card(), shout: true })).toHaveLength(1);
  });

  it('finds the cards that the bot sent and the ones it answered with', () => {
    const requestBody = { attachments: [{ content: card() }, { content: card() }] };
    expect(cardsOf({ ...painting, requestBody, responseBody: { echoed: card() } })).toHaveLength(2);
    const responseBody = { task: { value: { card: { content: card() } } } };
    expect(cardsOf({ ...painting, direction: 'toBot', requestBody, responseBody })).toHaveLength(1);
  });
});

describe('one credential per intent', () => {
  const adding: Exchange = {
    ...painting,
    path: '/v1.0/applications/a/addPassword',
    requestBody: { passwordCredential: { displayName: 'CI (sb-7Q3F9K2M)' } },
  };

  it('finds a reference that was sent twice', () => {
    const other = { ...adding, requestBody: { passwordCredential: { displayName: 'CI (sb-00000000)' } } };
    expect(repeatedReferences([adding, other])).toEqual([]);
    expect(repeatedReferences([adding, other, adding])).toEqual(['sb-7Q3F9K2M was sent 2 times']);
    expect(repeatedReferences([{ ...adding, status: 0, fault: 'lost_answer' }, adding])).toHaveLength(1);
    expect(repeatedReferences([{ ...adding, status: 503, fault: 'status' }, adding])).toHaveLength(1);
  });

  it('lets the bot ask again after an answer that proves that nothing happened', () => {
    const concurrent = { error: { message: 'Error due to concurrent requests being made to the tenant.' } };
    const refused = [
      { ...adding, status: 429 },
      { ...adding, status: 409, responseBody: concurrent },
    ];
    expect(repeatedReferences([...refused, adding])).toEqual([]);
  });
});

describe('reading a journal', () => {
  it('names the line that is no exchange', () => {
    const folder = mkdtempSync(join(tmpdir(), 'journal-'));
    const file = join(folder, 'journal.ndjson');
    writeFileSync(file, `${JSON.stringify(painting)}\n`);
    expect(readJournal(file)).toEqual([painting]);
    writeFileSync(file, `${JSON.stringify(painting)}\n{"direction":"sideways"}\n`);
    expect(() => readJournal(file)).toThrow('line 2 of the journal');
    rmSync(folder, { recursive: true });
  });
});

const folder = process.env['ORACLES'];
(folder ? it : it.skip)(
  'finds each of a row of wrong exchanges by the official descriptions (set ORACLES to run this)',
  () => {
    proveJudge(loadOracles(folder ?? ''));
  },
);
