// A private registry for the bot's image. It has no password: who may push or pull is said by roles.
targetScope = 'resourceGroup'

@description('Start of every resource name: 3 to 11 small letters and digits.')
@minLength(3)
@maxLength(11)
param name string

param location string = resourceGroup().location

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: take('${name}${uniqueString(resourceGroup().id)}', 50)
  location: location
  sku: { name: 'Basic' }
  properties: { adminUserEnabled: false, anonymousPullEnabled: false }
}

output REGISTRY_NAME string = registry.name
