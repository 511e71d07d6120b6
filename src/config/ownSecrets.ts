/** Settings that are secrets of the bot's own and that nobody reads again from the environment. */
const OWN_SECRETS = [
  'MicrosoftAppPassword',
  'CertificatePrivateKey',
  'SECRETBOT_DATABASE_URL',
  'SECRETBOT_SEAL_KEY',
  'SECRETBOT_SEAL_KEYS_BEFORE',
  'SECRETBOT_AUDIT_KEY',
  // They bear the collector's password, where it wants one.
  'OTEL_EXPORTER_OTLP_HEADERS',
  'OTEL_EXPORTER_OTLP_TRACES_HEADERS',
];

/**
 * Takes the bot's own secrets out of the environment once they are read: a process that a library starts (to sign in
 * with `az`, for example) inherits none of them. Azure's own variables stay, `DefaultAzureCredential` reads them there.
 */
export function forgetSecrets(env: Record<string, string | undefined>): void {
  for (const name of OWN_SECRETS) delete env[name];
}
