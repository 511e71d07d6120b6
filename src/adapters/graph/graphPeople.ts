import * as z from 'zod';
import type { Person } from '../../domain/actor';
import type { GraphApi } from './graphApi';
import { whenMissing } from './graphErrors';
import { isGuid, literal } from './graphText';

const PERSON_FIELDS = 'id,displayName,userPrincipalName,userType,accountEnabled';
const LARGEST_PAGE = 999;

const personAnswer = z.object({
  id: z.string(),
  displayName: z.string(),
  userPrincipalName: z.string(),
  /** Empty for people synchronised long ago: they are members. */
  userType: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
});

const idAnswer = z.object({ id: z.string() });
const groupsAnswer = z.object({ value: z.array(z.string()) });

/** What Graph says of people and their groups. All of it reads. */
export class GraphPeople {
  readonly #api: GraphApi;

  constructor(api: GraphApi) {
    this.#api = api;
  }

  async byId(objectId: string): Promise<Person | undefined> {
    if (!isGuid(objectId)) return undefined;
    const answer = await this.#api.find(personAnswer, {
      path: `/users/${objectId}`,
      query: { $select: PERSON_FIELDS },
    });
    return answer && toPerson(answer);
  }

  async search(query: string, limit: number): Promise<readonly Person[]> {
    const names = ['displayName', 'userPrincipalName'].map((field) => `startswith(${field},${literal(query)})`);
    const rows = await this.#api.list(
      personAnswer,
      {
        path: '/users',
        query: {
          $select: PERSON_FIELDS,
          $filter: `accountEnabled eq true${query === '' ? '' : ` and (${names.join(' or ')})`}`,
          $orderby: 'displayName',
          $top: limit,
          $count: 'true',
        },
        eventual: true,
      },
      limit,
    );
    return rows.map(toPerson);
  }

  /** Counts groups in groups too. */
  async isMemberOf(personId: string, groupId: string): Promise<boolean> {
    if (!isGuid(personId)) return false;
    const asked = this.#api.ask(groupsAnswer, `/users/${personId}/checkMemberGroups`, { groupIds: [groupId] });
    const { value } = await asked.catch(whenMissing<z.infer<typeof groupsAnswer>>({ value: [] }));
    return value.includes(groupId);
  }

  /** Object ids of the people in the group, those of groups in it among them. */
  async inGroup(groupId: string, limit: number): Promise<readonly string[]> {
    if (!isGuid(groupId)) return [];
    const path = `/groups/${groupId}/transitiveMembers/microsoft.graph.user`;
    const query = { $select: 'id', $top: Math.min(limit, LARGEST_PAGE), $count: 'true' };
    const rows = await this.#api.list(idAnswer, { path, query, eventual: true }, limit).catch(whenMissing([]));
    return rows.map((one) => one.id);
  }
}

function toPerson(answer: z.infer<typeof personAnswer>): Person {
  return {
    objectId: answer.id,
    displayName: answer.displayName,
    userPrincipalName: answer.userPrincipalName,
    kind: answer.userType?.toLowerCase() === 'guest' ? 'guest' : 'member',
    enabled: answer.accountEnabled === true,
  };
}
