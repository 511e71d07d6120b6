import { operationOf } from '../../../src/adapters/graph/operationOf';

const ID = '33333333-0000-4000-8000-000000000001';

describe('what is said of a request to Graph', () => {
  it.each([
    [`/applications/${ID}/addPassword`, '/applications/…/addPassword'],
    [
      `https://graph.microsoft.com/v1.0/users/${ID}/ownedObjects/microsoft.graph.application?$top=9`,
      '/users/…/ownedObjects/microsoft.graph.application',
    ],
    ['https://graph.microsoft.us/beta/reports/appCredentialSignInActivities', '/reports/appCredentialSignInActivities'],
    ['/users/alex@contoso.example', '/users/…'],
    [`/applications(appId='${ID}')`, '/…'],
    [`/applications?$filter=startswith(displayName,'Payroll')`, '/applications'],
    ['/users/v1.0/chat#alex', '/users/…/chat'],
    ['', '/'],
  ])('of %s is %s', (path, said) => {
    expect(operationOf(path)).toBe(said);
  });
});
