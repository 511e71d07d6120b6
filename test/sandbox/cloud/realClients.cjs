/** The clients that the bot uses, as they are installed, for tests of the stand-ins. Runs behind the redirect preload. */
const { createRequire } = require('node:module');
const net = require('node:net');
const { ClientSecretCredential, DefaultAzureCredential } = require('@azure/identity');
const { SecretClient } = require('@azure/keyvault-secrets');
const { Client } = require('@microsoft/microsoft-graph-client');
const {
  TokenCredentialAuthenticationProvider,
} = require('@microsoft/microsoft-graph-client/lib/src/authentication/azureTokenCredentials');
const { MsalServiceClientCredentialsFactory } = require('botframework-connector');

// The Bot Framework brings its own, older copies of these.
const requireOfConnector = createRequire(require.resolve('botframework-connector'));
const { ConfidentialClientApplication } = requireOfConnector('@azure/msal-node');
const nodeFetch = requireOfConnector('node-fetch');
const axios = requireOfConnector('axios');

const credential = new DefaultAzureCredential();
const graph = Client.initWithMiddleware({
  authProvider: new TokenCredentialAuthenticationProvider(credential, {
    scopes: ['https://graph.microsoft.com/.default'],
  }),
});
const vaults = new Map();
/** Names of intervals, each time one came round. */
const rounds = [];

function vault(url) {
  if (!vaults.has(url)) {
    vaults.set(url, new SecretClient(url, credential, { retryOptions: { maxRetries: 0 } }));
  }
  return vaults.get(url);
}

function claimsOf(token) {
  return JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());
}

module.exports = {
  graphGet: ({ path, eventual }) =>
    (eventual ? graph.api(path).header('ConsistencyLevel', 'eventual') : graph.api(path)).get(),
  graphPost: ({ path, body }) => graph.api(path).post(body),
  identityToken: async ({ tenantId, clientId, secret, scope }) =>
    claimsOf((await new ClientSecretCredential(tenantId, clientId, secret).getToken(scope)).token),
  msalToken: async ({ tenantId, clientId, secret }) => {
    const authority = `https://login.microsoftonline.com/${tenantId}`;
    const app = new ConfidentialClientApplication({ auth: { clientId, clientSecret: secret, authority } });
    const factory = new MsalServiceClientCredentialsFactory(clientId, app);
    const credentials = await factory.createCredentials(
      clientId,
      'https://api.botframework.com',
      authority,
      true,
      authority,
    );
    return claimsOf(await credentials.getToken());
  },
  setSecret: ({ url, name, value, options, expiresOn }) =>
    vault(url).setSecret(name, value, { ...options, ...(expiresOn && { expiresOn: new Date(expiresOn) }) }),
  getSecret: ({ url, name, version }) => vault(url).getSecret(name, version ? { version } : {}),
  listSecrets: async ({ url }) => {
    const found = [];
    for await (const properties of vault(url).listPropertiesOfSecrets()) {
      found.push(properties);
    }
    return found;
  },
  deleteSecret: async ({ url, name }) => (await vault(url).beginDeleteSecret(name)).getOperationState().result,
  builtInFetch: async ({ url, ...init }) => {
    const response = await fetch(url, init);
    return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
  },
  nodeFetch: async (url) => (await nodeFetch(url)).status,
  axios: async (url) => (await axios.get(url, { validateStatus: () => true })).status,
  connect: ({ host, port }) =>
    new Promise((resolve, reject) => {
      const socket = net.connect(port, host);
      socket.once('connect', () => resolve(socket.destroy().remotePort));
      socket.once('error', reject);
    }),
  setIntervals: ({ kept, cleared }) => {
    setInterval((name) => rounds.push(name), kept, 'kept').unref();
    clearInterval(setInterval(() => rounds.push('cleared'), cleared));
  },
  rounds: () => rounds,
  dates: () => ({
    now: Date.now(),
    constructed: Date.parse(new Date().toISOString()),
    called: Date.parse(Date()),
    fixed: Number(new Date(0)),
    isDate: new Date() instanceof Date && new Date().constructor === Date,
  }),
};
