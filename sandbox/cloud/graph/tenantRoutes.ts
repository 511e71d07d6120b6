import { visibleCredentials } from '../../world/applications';
import type { CloudAnswer } from '../hostHandler';
import { type GraphRequest, type GraphRoute, metadata, notFound } from './graphRequest';
import type { Row } from './odataFilter';
import { answerCollection, answerOne } from './odataQuery';
import { assignedPolicyRow, graphTime, tenantPolicyRow } from './shapes';

const readingPolicies = ['Policy.Read.ApplicationConfiguration', 'Policy.Read.All'];

/** Policies, the organisation and the report of sign-ins. */
export const tenantRoutes: readonly GraphRoute[] = [
  {
    method: 'GET',
    pattern: /^\/v1\.0\/policies\/defaultAppManagementPolicy$/,
    needs: readingPolicies,
    answer: (request) =>
      answerOne(
        request,
        { name: 'policies/defaultAppManagementPolicy', type: 'microsoft.graph.tenantAppManagementPolicy' },
        tenantPolicyRow(request.world.policies.tenant),
      ),
  },
  {
    method: 'GET',
    pattern: /^\/v1\.0\/policies\/appManagementPolicies(?:\/(?<policy>[^/]+))?$/,
    needs: readingPolicies,
    answer: policies,
  },
  {
    method: 'GET',
    pattern: /^\/v1\.0\/organization$/,
    needs: ['Organization.Read.All', 'User.Read.All'],
    answer: organization,
  },
  {
    method: 'GET',
    pattern: /^\/beta\/reports\/appCredentialSignInActivities$/,
    needs: ['AuditLog.Read.All'],
    answer: signIns,
  },
];

function policies(request: GraphRequest): CloudAnswer {
  const collection = { name: 'policies/appManagementPolicies', type: 'microsoft.graph.appManagementPolicy' };
  const rows = request.world.policies.assigned.map(assignedPolicyRow);
  const id = request.params['policy'];
  if (id === undefined) {
    return answerCollection(request, { ...collection, rows });
  }
  const row = rows.find((one) => one['id'] === id.toLowerCase());
  if (!row) {
    throw notFound(id);
  }
  return answerOne(request, collection, row);
}

function organization(request: GraphRequest): CloudAnswer {
  const { tenant } = request.world;
  const verifiedDomains = [
    { capabilities: 'Email', isDefault: true, isInitial: true, name: tenant.domain, type: 'Managed' },
  ];
  const row = { id: tenant.id, deletedDateTime: null, displayName: tenant.name, tenantType: 'AAD', verifiedDomains };
  return answerCollection(request, { name: 'organization', type: 'microsoft.graph.organization', rows: [row] });
}

/** Only credentials that were used appear in the report. */
function signIns(request: GraphRequest): CloudAnswer {
  const { world } = request;
  const rows: Row[] = world.applications.flatMap((application) =>
    visibleCredentials(application, world.clock).flatMap(({ keyId, expiresAt, lastUsedAt }) =>
      lastUsedAt
        ? [
            {
              id: Buffer.from(`${application.appId}|${keyId}`).toString('base64'),
              keyId,
              keyType: 'clientSecret',
              keyUsage: 'sign',
              appId: application.appId,
              appObjectId: application.objectId,
              credentialOrigin: 'application',
              expirationDateTime: graphTime(expiresAt),
              signInActivity: { lastSignInDateTime: graphTime(lastUsedAt), lastSignInRequestId: null },
            },
          ]
        : [],
    ),
  );
  const answer = answerCollection(request, {
    name: 'reports/appCredentialSignInActivities',
    type: 'microsoft.graph.appCredentialSignInActivity',
    rows,
  });
  return { ...answer, body: inBeta(answer.body) };
}

function inBeta(body: unknown): unknown {
  const context = `${metadata.replace('v1.0', 'beta')}#reports/appCredentialSignInActivities`;
  return { ...(body as object), '@odata.context': context };
}
