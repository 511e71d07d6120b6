// Lets the bot's identity pull from the registry, and do nothing else there.
param registryName string
param principalId string

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {
  name: registryName
}

var acrPull = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')

resource mayPull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id, principalId, acrPull)
  properties: { roleDefinitionId: acrPull, principalId: principalId, principalType: 'ServicePrincipal' }
}

output server string = registry.properties.loginServer
