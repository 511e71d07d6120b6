// The database's address inside the network, under the name that it has everywhere: certificates go on to fit.
param name string
param location string
param serverId string

@description('Zone in which the private address is looked up, privatelink.<the server name without its first part>.')
param zoneName string

param networkId string
param subnetId string

resource endpoint 'Microsoft.Network/privateEndpoints@2023-11-01' = {
  name: '${name}-endpoint'
  location: location
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [
      { name: 'database', properties: { privateLinkServiceId: serverId, groupIds: ['postgresqlServer'] } }
    ]
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: zoneName
  location: 'global'
}

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = {
  parent: zone
  name: '${name}-link'
  location: 'global'
  properties: { registrationEnabled: false, virtualNetwork: { id: networkId } }
}

resource records 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2023-11-01' = {
  parent: endpoint
  name: 'default'
  properties: { privateDnsZoneConfigs: [{ name: 'database', properties: { privateDnsZoneId: zone.id } }] }
}
