/**
 * Who is acting, taken from a verified Teams activity and never from card data.
 *
 * `tenantId` and `objectId` are Entra GUIDs in lower case; `displayName` is for people to read only.
 */
export interface Actor {
  readonly tenantId: string;
  readonly objectId: string;
  readonly displayName: string;
  /** The id of the verified activity (click, command, dialog) by which they act, for the audit. */
  readonly clickId?: string;
}

/** What is kept of an actor beside what they set off: who, and by which click. */
export type Doer = Pick<Actor, 'objectId' | 'displayName' | 'clickId'>;

/** Leaves the rest of an actor out. */
export function doerOf({ objectId, displayName, clickId }: Doer): Doer {
  return { objectId, displayName, ...(clickId === undefined ? {} : { clickId }) };
}

/** A person as the directory knows them. `kind` is Entra's userType; only `enabled` members may own secrets or see values. */
export interface Person {
  readonly objectId: string;
  readonly displayName: string;
  /** Sign-in name, to tell two people of the same name apart. */
  readonly userPrincipalName: string;
  readonly kind: 'member' | 'guest';
  readonly enabled: boolean;
}
