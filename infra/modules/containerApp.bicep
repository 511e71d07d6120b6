// The bot on Azure Container Apps: two replicas; old and new overlap at a change.
param name string
param location string
param identityId string
param image string
param registryServer string

@description('Subnet of the host; empty without a network of its own.')
param subnetId string

@description('Environment variables: name, value.')
param settings array

@description('Environment variables that are secrets: name, secret, url.')
param secretSettings array

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${name}-logs'
  location: location
  properties: { sku: { name: 'PerGB2018' }, retentionInDays: 90 }
}

// Teams still reaches it from the internet. Fixed for good when the environment is made.
var inNetwork = empty(subnetId)
  ? {}
  : {
      vnetConfiguration: { infrastructureSubnetId: subnetId, internal: false }
      workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
    }

resource environment 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: '${name}-environment'
  location: location
  properties: union(inNetwork, {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: { customerId: logs.properties.customerId, sharedKey: logs.listKeys().primarySharedKey }
    }
  })
}

resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: '${name}-app'
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    managedEnvironmentId: environment.id
    workloadProfileName: empty(subnetId) ? null : 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: { external: true, targetPort: 3978, allowInsecure: false, transport: 'http' }
      registries: [{ server: registryServer, identity: identityId }]
      secrets: [for one in secretSettings: { name: one.secret, keyVaultUrl: one.url, identity: identityId }]
    }
    template: {
      // Longer than the eight seconds in which the bot stops by itself.
      terminationGracePeriodSeconds: 30
      scale: { minReplicas: 2, maxReplicas: 2 }
      containers: [
        {
          name: 'secretbot'
          image: image
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: concat(settings, map(secretSettings, one => { name: one.name, secretRef: one.secret }))
          volumeMounts: [{ volumeName: 'temporary', mountPath: '/tmp' }]
          probes: [
            { type: 'Startup', httpGet: { path: '/healthz', port: 3978 }, periodSeconds: 2, failureThreshold: 30 }
            { type: 'Liveness', httpGet: { path: '/healthz', port: 3978 }, periodSeconds: 10 }
            { type: 'Readiness', httpGet: { path: '/readyz', port: 3978 }, periodSeconds: 5 }
          ]
        }
      ]
      // In memory or on the host's disk, gone with the replica: a socket, and the heads that are in the log too.
      volumes: [{ name: 'temporary', storageType: 'EmptyDir' }]
    }
  }
}

output name string = app.name
output domain string = app.properties.configuration.ingress.fqdn
