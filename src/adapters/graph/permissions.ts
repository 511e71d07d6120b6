/** When SecretBot asks Microsoft Graph for something that this permission lets it have. */
export type NeededFor = 'everything' | 'groups' | 'installing' | 'last_use';

/** One application permission of Microsoft Graph, in words for an administrator. */
export interface GraphPermission {
  readonly name: string;
  readonly neededFor: NeededFor;
  /** Continues "SecretBot needs it to …". */
  readonly why: string;
  /** What people notice where it is missing; a sentence. */
  readonly without: string;
}

/**
 * Every application permission that SecretBot uses, and no other: the code asks for nothing that one of these does not
 * allow, and each is asked for. docs/permissions.md and `npm run doctor` are held to this table.
 *
 * @see https://learn.microsoft.com/graph/permissions-reference
 */
export const graphPermissions: readonly GraphPermission[] = [
  {
    name: 'Application.ReadWrite.OwnedBy',
    neededFor: 'everything',
    why: 'add and remove client secrets of the applications that it owns, and of no others',
    without: 'Nobody can create a secret, and none can be deleted.',
  },
  {
    name: 'Application.Read.All',
    neededFor: 'everything',
    why: 'find applications, and read who owns them and which credentials they have',
    without: 'SecretBot cannot see whose an application is, so it refuses everybody.',
  },
  {
    name: 'User.Read.All',
    neededFor: 'everything',
    why: 'see whether somebody is an enabled member of the organization or a guest, and find owners by name',
    without: 'SecretBot cannot tell who writes to it, so it answers nobody.',
  },
  {
    name: 'Policy.Read.ApplicationConfiguration',
    neededFor: 'everything',
    why: "read the organization's policy for client secrets before it asks anybody anything",
    without: 'Nobody can create a secret: SecretBot does not guess what the policy allows.',
  },
  {
    name: 'GroupMember.Read.All',
    neededFor: 'groups',
    why: "see who is in the administrators' group and in the groups that may use a location",
    without: 'Administrators are not known as such, and locations with a users group are closed to everybody.',
  },
  {
    name: 'AuditLog.Read.All',
    neededFor: 'last_use',
    why: 'say when a secret was last used, before somebody deletes it',
    without: 'Deleting always asks for the typed name, since SecretBot cannot tell whether the secret is in use.',
  },
  {
    name: 'TeamsAppInstallation.ReadWriteSelfForUser.All',
    neededFor: 'installing',
    why: 'install itself, and no other app, for an approver or owner whom it has no chat with',
    without: 'Approvers and owners who never met SecretBot hear of nothing until they add it themselves.',
  },
];
