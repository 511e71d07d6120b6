// A network of its own: the host in one subnet, the database's private address in the other.
param name string
param location string

@description('containerApp or appService: to whom the subnet of the host is handed.')
param hosting string

resource network 'Microsoft.Network/virtualNetworks@2023-11-01' = {
  name: '${name}-network'
  location: location
  properties: {
    addressSpace: { addressPrefixes: ['10.90.0.0/22'] }
    subnets: [
      {
        name: 'host'
        properties: {
          addressPrefix: '10.90.0.0/23'
          delegations: [
            {
              name: 'host'
              properties: {
                serviceName: hosting == 'containerApp' ? 'Microsoft.App/environments' : 'Microsoft.Web/serverFarms'
              }
            }
          ]
        }
      }
      { name: 'database', properties: { addressPrefix: '10.90.2.0/27' } }
    ]
  }
}

output id string = network.id
output hostSubnetId string = network.properties.subnets[0].id
output databaseSubnetId string = network.properties.subnets[1].id
