// PostgreSQL that knows Entra identities only: there is no password to steal.
param name string
param location string
param principalId string
param principalName string

@description('Network and subnet in which alone it can be reached; both empty: from all of Azure.')
param networkId string
param subnetId string

var isPublic = empty(subnetId)

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: name
  location: location
  sku: { name: 'Standard_B1ms', tier: 'Burstable' }
  properties: {
    version: '16'
    storage: { storageSizeGB: 32, autoGrow: 'Enabled' }
    backup: { backupRetentionDays: 7, geoRedundantBackup: 'Disabled' }
    network: { publicNetworkAccess: isPublic ? 'Enabled' : 'Disabled' }
    authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Disabled', tenantId: tenant().tenantId }
  }
}

resource database 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2024-08-01' = {
  parent: server
  name: 'secretbot'
  properties: { charset: 'UTF8', collation: 'C' }
}

// Azure Resource Manager can name administrators only; the server holds nothing else. One change at a time.
resource bot 'Microsoft.DBforPostgreSQL/flexibleServers/administrators@2024-08-01' = {
  parent: server
  name: principalId
  properties: { principalName: principalName, principalType: 'ServicePrincipal', tenantId: tenant().tenantId }
  dependsOn: [database]
}

// Anything in Azure may knock, other people's subscriptions too; without a token of the identity nobody comes in.
resource fromAzure 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules@2024-08-01' = if (isPublic) {
  parent: server
  name: 'azure-services'
  properties: { startIpAddress: '0.0.0.0', endIpAddress: '0.0.0.0' }
  dependsOn: [bot]
}

var host = server.properties.fullyQualifiedDomainName

module endpoint 'privateEndpoint.bicep' = if (!isPublic) {
  name: 'database-endpoint'
  params: {
    name: name
    location: location
    serverId: server.id
    zoneName: 'privatelink.${substring(host, indexOf(host, '.') + 1)}'
    networkId: networkId
    subnetId: subnetId
  }
  dependsOn: [bot]
}

// Without a password: the bot signs in with its identity.
output url string = 'postgres://${principalName}@${host}:5432/${database.name}?sslmode=verify-full'
