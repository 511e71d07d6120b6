import { forgetSecrets } from '../../src/config/ownSecrets';

describe('the environment of the running bot', () => {
  it('has no secret of the bot left for a process that a library starts', () => {
    const secrets = {
      MicrosoftAppPassword: 'password',
      CertificatePrivateKey: 'private key',
      SECRETBOT_DATABASE_URL: 'postgres://secretbot:password@db/secretbot',
      SECRETBOT_SEAL_KEY: 'seal key',
      SECRETBOT_SEAL_KEYS_BEFORE: 'seal keys before',
      SECRETBOT_AUDIT_KEY: 'audit key',
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=password',
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'authorization=password',
    };
    const env: Record<string, string | undefined> = { ...secrets, PATH: '/bin', AZURE_CLIENT_SECRET: 'for Azure' };
    forgetSecrets(env);
    expect(env).toEqual({ PATH: '/bin', AZURE_CLIENT_SECRET: 'for Azure' });
  });
});
