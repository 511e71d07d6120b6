// The Azure Bot, with Teams as its only channel. It is a managed identity, or a registration of this one tenant.
param name string
param displayName string
param endpoint string
param appId string

@description('Resource ID of the managed identity that the bot is; empty for a registration.')
param identityId string

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: '${name}-bot'
  location: 'global'
  kind: 'azurebot'
  sku: { name: 'F0' }
  properties: {
    displayName: displayName
    endpoint: endpoint
    msaAppId: appId
    msaAppType: empty(identityId) ? 'SingleTenant' : 'UserAssignedMSI'
    msaAppMSIResourceId: empty(identityId) ? null : identityId
    msaAppTenantId: tenant().tenantId
    disableLocalAuth: true
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: { channelName: 'MsTeamsChannel', properties: { isEnabled: true } }
}
