// Everything SecretBot needs in Azure, without one password: see docs/install.md.
targetScope = 'resourceGroup'

@description('Start of every resource name: 3 to 11 small letters and digits.')
@minLength(3)
@maxLength(11)
param name string

param location string = resourceGroup().location

@description('Where the bot runs. At a change both overlap old and new, and neither has a local disk that lasts: so the database is PostgreSQL.')
@allowed(['containerApp', 'appService'])
param hosting string = 'containerApp'

@description('The registry that infra/registry.bicep has made.')
param registryName string

@description('Image of the bot, in that registry: <server>/secretbot:<tag>.')
param image string

@description('A Key Vault to make, which locations.json names. Vaults that are there already are only named; give the identity its role there by hand.')
@minLength(3)
@maxLength(24)
param vaultName string

@description('public: PostgreSQL answers to all of Azure, and lets in the identity only. private: it answers in a network of its own only. Decide before the first deployment: Container Apps do not move into a network later.')
@allowed(['public', 'private'])
param databaseAccess string = 'public'

@description('Object ID of the Entra group whose members administer SecretBot.')
param adminGroupId string

@description('Name of the bot in Azure.')
param botDisplayName string = 'SecretBot'

@description('Application (client) ID of a registration of your own (single tenant). Empty: the managed identity is the bot.')
param botAppId string = ''

@description('Client secret of that registration; empty without one.')
@secure()
param botPassword string = ''

@description('Which of the clouds this is. Azure does not tell GCC High from DoD: for DoD say USGovDoD.')
@allowed(['Public', 'USGov', 'USGovDoD', 'China'])
param cloud string = environment().name == 'AzureUSGovernment' ? 'USGov' : environment().name == 'AzureChinaCloud' ? 'China' : 'Public'

@description('32 bytes in base64: openssl rand -base64 32')
@secure()
param sealKey string

@description('32 bytes in base64, others than the seal key: openssl rand -base64 32')
@secure()
param auditKey string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-identity'
  location: location
}

module pull 'modules/registryPull.bicep' = {
  name: 'registry-pull'
  params: { registryName: registryName, principalId: identity.properties.principalId }
}

module vault 'modules/vault.bicep' = {
  name: 'location-vault'
  params: {
    name: vaultName
    location: location
    principalId: identity.properties.principalId
    // Key Vault Secrets Officer: sets, reads and deletes the secrets of this location.
    roleId: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
  }
}

// The bot's own keys, apart from every location: whoever reads a location's vault reads no seal key.
module ownVault 'modules/vault.bicep' = {
  name: 'own-vault'
  params: {
    name: take('${name}-${uniqueString(resourceGroup().id)}', 24)
    location: location
    principalId: identity.properties.principalId
    // Key Vault Secrets User: reads only.
    roleId: '4633458b-17de-408a-b874-0445c86b69e6'
  }
}

module keys 'modules/ownKeys.bicep' = {
  name: 'own-keys'
  params: { vaultName: ownVault.outputs.name, sealKey: sealKey, auditKey: auditKey, botPassword: botPassword }
}

module network 'modules/network.bicep' = if (databaseAccess == 'private') {
  name: 'network'
  params: { name: name, location: location, hosting: hosting }
}

var hostSubnetId = databaseAccess == 'private' ? network!.outputs.hostSubnetId : ''

module database 'modules/postgres.bicep' = {
  name: 'database'
  params: {
    name: '${name}-${uniqueString(resourceGroup().id)}'
    location: location
    principalId: identity.properties.principalId
    principalName: identity.name
    networkId: databaseAccess == 'private' ? network!.outputs.id : ''
    subnetId: databaseAccess == 'private' ? network!.outputs.databaseSubnetId : ''
  }
}

var ownsRegistration = !empty(botAppId)
var appId = ownsRegistration ? botAppId : identity.properties.clientId

// Compiled in: Locations in README.md says what may be in the file.
var locations = string(loadJsonContent('locations.json'))

// One table of settings for both ways of hosting; README.md says what each means.
var settings = [
  { name: 'MicrosoftAppId', value: appId }
  { name: 'MicrosoftAppType', value: ownsRegistration ? 'SingleTenant' : 'UserAssignedMSI' }
  { name: 'MicrosoftAppTenantId', value: tenant().tenantId }
  { name: 'AZURE_CLIENT_ID', value: identity.properties.clientId }
  { name: 'AZURE_TOKEN_CREDENTIALS', value: 'ManagedIdentityCredential' }
  { name: 'SECRETBOT_CLOUD', value: cloud }
  { name: 'SECRETBOT_LOCATIONS', value: locations }
  { name: 'SECRETBOT_DATABASE_URL', value: database.outputs.url }
  { name: 'SECRETBOT_DATA_DIR', value: '/tmp/secretbot' }
  { name: 'SECRETBOT_ADMIN_GROUP_ID', value: adminGroupId }
]

// Settings that are secrets, and where each is in the bot's own vault.
var secretSettings = concat(
  [
    { name: 'SECRETBOT_SEAL_KEY', secret: 'seal-key', url: keys.outputs.sealKeyUrl }
    { name: 'SECRETBOT_AUDIT_KEY', secret: 'audit-key', url: keys.outputs.auditKeyUrl }
  ],
  ownsRegistration ? [{ name: 'MicrosoftAppPassword', secret: 'bot-password', url: keys.outputs.botPasswordUrl }] : []
)

module containerApp 'modules/containerApp.bicep' = if (hosting == 'containerApp') {
  name: 'container-app'
  params: {
    name: name
    location: location
    identityId: identity.id
    image: image
    registryServer: pull.outputs.server
    subnetId: hostSubnetId
    settings: settings
    secretSettings: secretSettings
  }
}

module appService 'modules/appService.bicep' = if (hosting == 'appService') {
  name: 'app-service'
  params: {
    name: '${name}-${uniqueString(resourceGroup().id)}'
    location: location
    identityId: identity.id
    identityClientId: identity.properties.clientId
    image: image
    subnetId: hostSubnetId
    settings: settings
    secretSettings: secretSettings
  }
  dependsOn: [pull]
}

var domain = hosting == 'containerApp' ? containerApp!.outputs.domain : appService!.outputs.domain

module bot 'modules/bot.bicep' = {
  name: 'bot'
  params: {
    name: name
    displayName: botDisplayName
    endpoint: 'https://${domain}/api/messages'
    appId: appId
    identityId: ownsRegistration ? '' : identity.id
  }
}

// The names under which the Agents Toolkit and `npm run package` look for them.
output BOT_ID string = appId
output BOT_DOMAIN string = domain
output IDENTITY_PRINCIPAL_ID string = identity.properties.principalId
output HOST_NAME string = hosting == 'containerApp' ? containerApp!.outputs.name : appService!.outputs.name
