import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refuseOpenFiles } from '../../src/adapters/fileModes';

describe('the modes of the files that the operator gives', () => {
  let folder: string;
  let locations: string;
  let certificate: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'secretbot-modes-'));
    locations = join(folder, 'locations.json');
    certificate = join(folder, 'certificate.pem');
    for (const path of [locations, certificate]) writeFileSync(path, '', { mode: 0o600 });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const check = (modes: { locations?: number; certificate?: number }) => {
    chmodSync(locations, modes.locations ?? 0o600);
    chmodSync(certificate, modes.certificate ?? 0o600);
    return () => refuseOpenFiles({ locations, certificate });
  };

  it.each([0o600, 0o400, 0o644, 0o444])('let the locations be read by anybody (%p)', (mode) => {
    expect(check({ locations: mode })).not.toThrow();
  });

  it.each([0o666, 0o646, 0o622])(
    'refuse locations that others may change (%p), with the command that mends it',
    (mode) => {
      expect(check({ locations: mode })).toThrow(`chmod go-w ${locations}`);
    },
  );

  it.each([0o600, 0o400, 0o640, 0o440])('let the certificate be read by a group at most (%p)', (mode) => {
    expect(check({ certificate: mode })).not.toThrow();
  });

  it.each([0o644, 0o604, 0o601, 0o606])('refuse a certificate that others may read (%p)', (mode) => {
    expect(check({ certificate: mode })).toThrow(/others may have read the private key.*chmod o= /);
  });

  it('say every fault at once, and nothing of files that are not there', () => {
    expect(check({ locations: 0o666, certificate: 0o644 })).toThrow(/SECRETBOT_LOCATIONS.*\n.*CERTIFICATE_PATH/);
    const nowhere = join(folder, 'nowhere');
    expect(() => refuseOpenFiles({ locations: nowhere, certificate: nowhere })).not.toThrow();
  });
});
