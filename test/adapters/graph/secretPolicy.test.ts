import { restriction, secretPolicyOf } from '../../../src/adapters/graph/secretPolicy';
import { anApplication } from '../../support/memory/directoryBuilders';

const application = anApplication({ createdAt: new Date('2024-03-01T08:00:00Z') });
const policyOf = (...answers: readonly object[]) =>
  secretPolicyOf(
    answers.map((answer) => restriction.parse(answer)),
    application,
  );

const block = { restrictionType: 'passwordAddition', state: 'enabled', maxLifetime: null };
const cap = (maxLifetime: string) => ({ restrictionType: 'passwordLifetime', state: 'enabled', maxLifetime });

describe('secretPolicyOf', () => {
  it('allows everything where nothing is restricted', () => {
    expect(policyOf()).toEqual({ blocksSecrets: false });
  });

  it('blocks secrets, and caps them at the shortest lifetime', () => {
    expect(policyOf(block)).toEqual({ blocksSecrets: true });
    expect(policyOf(cap('P180D'), cap('P90D'))).toEqual({ blocksSecrets: false, maxLifetimeDays: 90 });
  });

  it('leaves out what is switched off', () => {
    expect(policyOf({ ...block, state: 'disabled' }, { ...cap('P90D'), state: 'disabled' })).toEqual({
      blocksSecrets: false,
    });
  });

  it('takes a restriction without a state as switched on', () => {
    expect(policyOf({ ...block, state: null })).toEqual({ blocksSecrets: true });
  });

  it.each([
    ['2024-03-01T08:00:00Z', true],
    ['2019-01-01T00:00:00Z', true],
    ['2024-03-01T08:00:01Z', false],
  ])('counts only for applications made at %s or later', (date, blocksSecrets) => {
    expect(policyOf({ ...block, restrictForAppsCreatedAfterDateTime: date })).toEqual({ blocksSecrets });
  });

  it('does not count passwords of the caller, symmetric keys and certificates', () => {
    const others = ['customPasswordAddition', 'symmetricKeyAddition', 'symmetricKeyLifetime'];
    expect(policyOf(...others.map((restrictionType) => ({ ...cap('P1D'), restrictionType })))).toEqual({
      blocksSecrets: false,
    });
  });

  it('leaves a block with exemptions to Entra, but stays under a cap with exemptions', () => {
    const excludeActors = { customSecurityAttributes: [{ id: 'Bots_exempt' }] };
    expect(policyOf({ ...block, excludeActors }, { ...cap('P30D'), excludeActors })).toEqual({
      blocksSecrets: false,
      maxLifetimeDays: 30,
    });
    expect(policyOf({ ...block, excludeActors: { customSecurityAttributes: [] } })).toEqual({ blocksSecrets: true });
  });

  it('refuses to guess at a lifetime it cannot read', () => {
    expect(() => restriction.parse(cap('ninety days'))).toThrow();
  });
});
