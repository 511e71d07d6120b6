import { createSerializer, type OperationSpec } from 'botbuilder-stdlib/lib/azureCoreHttpCompat';

/**
 * The Bot Connector's message routes with the query flag that makes a message visible to one person only. The SDK's own
 * operations have no such flag, and its serializer drops fields it does not know.
 */
const serializer = createSerializer({}, false);
const asItIs = (serializedName: string) => ({ serializedName, type: { name: 'any' } }) as const;
const inPath = (name: string) => ({
  parameterPath: name,
  mapper: { required: true, serializedName: name, type: { name: 'String' as const } },
});
const targetedFlag = {
  parameterPath: 'isTargetedActivity',
  mapper: { serializedName: 'isTargetedActivity', type: { name: 'Boolean' as const } },
};
const answered = { bodyMapper: asItIs('answer') };
const responses = {
  200: answered,
  201: answered,
  202: answered,
  204: {},
  default: { bodyMapper: asItIs('error'), isError: true },
};
const body = (name: string) => ({ parameterPath: name, mapper: { ...asItIs(name), required: true } });

/** `POST v3/conversations/{id}/activities` */
export const createMessage: OperationSpec = {
  httpMethod: 'POST',
  path: 'v3/conversations/{conversationId}/activities',
  urlParameters: [inPath('conversationId')],
  queryParameters: [targetedFlag],
  requestBody: body('activity'),
  responses,
  serializer,
};

/** `PUT v3/conversations/{id}/activities/{id}` */
export const updateMessage: OperationSpec = {
  ...createMessage,
  httpMethod: 'PUT',
  path: 'v3/conversations/{conversationId}/activities/{activityId}',
  urlParameters: [inPath('conversationId'), inPath('activityId')],
};

/** `POST v3/conversations` */
export const createConversation: OperationSpec = {
  httpMethod: 'POST',
  path: 'v3/conversations',
  requestBody: body('conversation'),
  responses,
  serializer,
};
