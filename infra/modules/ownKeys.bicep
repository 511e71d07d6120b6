// The bot's own secrets in its own vault. Whoever deploys writes them by Azure Resource Manager and needs no role there.
param vaultName string

@secure()
param sealKey string

@secure()
param auditKey string

@description('Empty where the managed identity is the bot.')
@secure()
param botPassword string

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vaultName
}

resource seal 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'seal-key'
  properties: { value: sealKey }
}

resource audit 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'audit-key'
  properties: { value: auditKey }
}

resource password 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(botPassword)) {
  parent: vault
  name: 'bot-password'
  properties: { value: botPassword }
}

output sealKeyUrl string = seal.properties.secretUri
output auditKeyUrl string = audit.properties.secretUri
output botPasswordUrl string = empty(botPassword) ? '' : password!.properties.secretUri
