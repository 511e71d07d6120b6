/** One request to the Bot Connector. */
export interface ConnectorRequest {
  /** Its route, without anything that selects: for figures and the log. */
  readonly operation: string;
  readonly method: 'POST' | 'PUT';
  /** Below the service URL, with the query. */
  readonly path: string;
  readonly body: object;
}

/** Makes the message visible to its one recipient only. The SDK's own operations have no such flag. */
const TARGETED = '?isTargetedActivity=true';

/** A new message. */
export function createMessage(conversationId: string, activity: object, targeted: boolean): ConnectorRequest {
  return {
    operation: 'POST v3/conversations/{conversationId}/activities',
    method: 'POST',
    path: `v3/conversations/${encodeURIComponent(conversationId)}/activities${targeted ? TARGETED : ''}`,
    body: activity,
  };
}

/** The new state of a message that is there. */
export function updateMessage(
  { conversationId, activityId, targeted }: { conversationId: string; activityId: string; targeted: boolean },
  activity: object,
): ConnectorRequest {
  const place = `${encodeURIComponent(conversationId)}/activities/${encodeURIComponent(activityId)}`;
  return {
    operation: 'PUT v3/conversations/{conversationId}/activities/{activityId}',
    method: 'PUT',
    path: `v3/conversations/${place}${targeted ? TARGETED : ''}`,
    body: activity,
  };
}

/** The chat with somebody, which is the same one each time. */
export function createConversation(conversation: object): ConnectorRequest {
  return { operation: 'POST v3/conversations', method: 'POST', path: 'v3/conversations', body: conversation };
}
