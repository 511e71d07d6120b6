import type { SandboxOptions } from '../../sandbox/startSandbox';
import { scenario } from '../support/scenario';

/** Every sign-in, and every cloud, is met once; in a cloud of the sandbox nothing of another cloud answers. */
const ways = [
  { signIn: 'certificate' },
  { signIn: 'certificateSha256', cloud: 'USGov' },
  { signIn: 'managedIdentity' },
  { signIn: 'managedIdentity', cloud: 'China' },
  { signIn: 'password', cloud: 'USGov' },
] as const satisfies readonly SandboxOptions[];

describe.each(ways)('a bot that signs in by $signIn, cloud $cloud', (options) => {
  const world = scenario(options);

  it('creates a vaulted secret, delivers its card privately and shows the value', async () => {
    const alex = world.inGroup('alex');
    const name = 'Signed in';
    const carrier = await alex.create({ application: 'Build Pipeline', name, vault: true });
    expect(world.vaulted('dev')).toHaveLength(1);
    const { value } = await alex.reveal(carrier);
    expect(value).toContain(world.sandbox.world.secretMarker);
  });
});
