/** What "I didn't see it" leads to: a new ticket for a vaulted value, a new credential for any other. */
export type NotSeenRemedy = 'new_ticket' | 'reissue';
