// A Key Vault with roles, soft delete and purge protection; the bot's identity gets one role on it.
param name string
param location string
param principalId string

@description('The role definition, a GUID.')
param roleId string

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
  }
}

var role = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleId)

resource grant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, principalId, role)
  properties: { roleDefinitionId: role, principalId: principalId, principalType: 'ServicePrincipal' }
}

output name string = vault.name
