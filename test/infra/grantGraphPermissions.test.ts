import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { graphPermissions } from '../../src/adapters/graph/permissions';

const PRINCIPAL = '11111111-0000-4000-8000-000000000001';

/** An Azure CLI that writes down how it is called: the cloud is GCC High, and User.Read.All was given before. */
const AZ = `#!/usr/bin/env bash
echo "$*" >> "$CALLS"
case "$*" in
  'cloud show'*) echo https://graph.microsoft.us/ ;;
  'ad sp show --id 00000003-'*) echo graph-id ;;
  'ad sp show'*) grep -oE "value=='[^']+'" <<< "$*" | cut -d"'" -f2 ;;
  'rest --method get'*) [[ "$*" == *User.Read.All* ]] && echo assignment || true ;;
esac
`;

describe('infra/grantGraphPermissions.sh', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'secretbot-az-'));
    writeFileSync(join(folder, 'az'), AZ);
    chmodSync(join(folder, 'az'), 0o755);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function run(...words: readonly string[]) {
    const calls = join(folder, 'calls');
    const env = { PATH: `${folder}${delimiter}${process.env['PATH']}`, CALLS: calls };
    const ended = spawnSync('bash', ['infra/grantGraphPermissions.sh', ...words], { encoding: 'utf8', env });
    const asked = existsSync(calls) ? readFileSync(calls, 'utf8').split('\n') : [];
    return { ...ended, posts: asked.filter((call) => call.startsWith('rest --method post')) };
  }

  it('gives each permission that is not there yet, in the cloud that az is set to', () => {
    const { status, stdout, posts } = run(PRINCIPAL);
    expect(status).toBe(0);
    expect(stdout).toContain('User.Read.All: there already');
    expect(posts).toHaveLength(graphPermissions.length - 1);
    const url = `https://graph.microsoft.us/v1.0/servicePrincipals/${PRINCIPAL}/appRoleAssignments`;
    expect(posts.every((call) => call.includes(`--url ${url} `))).toBe(true);
    expect(posts[0]).toContain(
      `{"principalId":"${PRINCIPAL}","resourceId":"graph-id","appRoleId":"Application.ReadWrite.OwnedBy"}`,
    );
  });

  it('asks another Graph where it is told to, and says how it is called', () => {
    expect(run(PRINCIPAL, 'https://dod-graph.microsoft.us').posts[0]).toContain(
      '--url https://dod-graph.microsoft.us/v1.0/',
    );
    expect(run()).toMatchObject({ status: 2, stderr: expect.stringContaining('Say whose') });
  });
});
