// The bot on Azure App Service, from the same image.
param name string
param location string
param identityId string
param identityClientId string
param image string

@description('Subnet that it calls out from; empty without a network of its own.')
param subnetId string

@description('Environment variables: name, value.')
param settings array

@description('Environment variables that are secrets: name, secret, url.')
param secretSettings array

resource plan 'Microsoft.Web/serverfarms@2023-12-01' = {
  name: '${name}-plan'
  location: location
  kind: 'linux'
  sku: { name: 'B1' }
  properties: { reserved: true }
}

var fromVault = map(secretSettings, one => { name: one.name, value: '@Microsoft.KeyVault(SecretUri=${one.url})' })

resource site 'Microsoft.Web/sites@2023-12-01' = {
  name: name
  location: location
  kind: 'app,linux,container'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    keyVaultReferenceIdentity: identityId
    siteConfig: {
      linuxFxVersion: 'DOCKER|${image}'
      acrUseManagedIdentityCreds: true
      acrUserManagedIdentityID: identityClientId
      alwaysOn: true
      ftpsState: 'Disabled'
      minTlsVersion: '1.2'
      healthCheckPath: '/readyz'
      appSettings: concat(settings, fromVault, [
        { name: 'WEBSITES_PORT', value: '3978' }
        { name: 'WEBSITES_ENABLE_APP_SERVICE_STORAGE', value: 'false' }
      ])
    }
  }
}

output name string = site.name
output domain string = site.properties.defaultHostName
