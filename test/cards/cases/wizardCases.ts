import { applicationCard, applicationTitle } from '../../../src/cards/wizard/applicationCard';
import { type DetailsCardView, detailsCard } from '../../../src/cards/wizard/detailsCard';
import { hintCard } from '../../../src/cards/wizard/hintCard';
import { openWizardCard } from '../../../src/cards/wizard/openWizardCard';
import { type OwnerCardView, ownerCard } from '../../../src/cards/wizard/ownerCard';
import { type Progress, progressCard } from '../../../src/cards/wizard/progressCard';
import { type SummaryCardView, summaryCard } from '../../../src/cards/wizard/summaryCard';
import type { Fault } from '../../../src/domain/errors';
import { type CardCase, inChat } from './cardCase';
import * as sample from './sample';

const { wizard, nonce, viewing, keyId, intentId, clientId, applicationId } = sample;

export function wizardCases(texts: sample.Texts): readonly CardCase[] {
  return [
    ...applicationCases(texts),
    ...detailsCases(texts),
    ...ownerCases(texts),
    ...summaryCases(texts),
    ...progressCases(texts),
    inChat('openWizardCard', 'before an application is chosen', (words) => openWizardCard({ wizardId: 'w-1' }, words)),
    inChat('openWizardCard', 'another application is asked for', (words) => {
      const requested = { objectId: applicationId, displayName: texts.application };
      return openWizardCard({ wizardId: 'w-1', applicationName: texts.application, requested }, words);
    }),
    inChat('hintCard', 'during a wizard', hintCard),
  ];
}

function applicationCases(texts: sample.Texts): readonly CardCase[] {
  const empty = { wizard, nonce, typed: '', choices: [], faults: [] };
  const application = { displayName: texts.application, appId: clientId };
  const chosen = {
    ...empty,
    typed: applicationId,
    choices: [{ title: applicationTitle(application), value: applicationId }],
  };
  const refusals = ['policy_blocks_secrets', 'bot_cannot_serve', 'too_many_secrets', 'no_location'] as const;
  return [
    inChat('applicationCard', 'new', (words) => applicationCard(empty, words)),
    inChat('applicationCard', 'back with a choice', (words) => applicationCard(chosen, words)),
    inChat('applicationCard', 'nothing chosen', (words) =>
      applicationCard({ ...empty, faults: [{ field: 'application', rule: 'required' }] }, words),
    ),
    inChat('applicationCard', 'typed one that is unknown', (words) =>
      applicationCard({ ...empty, typed: texts.typed, faults: [{ field: 'application', rule: 'unknown' }] }, words),
    ),
    ...refusals.map((reason) =>
      inChat('applicationCard', `refused: ${reason}`, (words) =>
        applicationCard({ ...chosen, refusal: { reason, applicationName: texts.application } }, words),
      ),
    ),
  ];
}

function detailsCases(texts: sample.Texts): readonly CardCase[] {
  const view: DetailsCardView = {
    ...viewing,
    wizard,
    nonce,
    application: { displayName: texts.application, appId: clientId },
    locations: [
      { location: { id: 'prod', name: texts.location }, lastDay: '2027-11-23', capDays: 365, cappedBy: 'location' },
      { location: { id: 'dev', name: 'Development' }, lastDay: '2027-05-22', capDays: 180, cappedBy: 'location' },
      { location: { id: 'lab', name: 'Laboratory' }, lastDay: '2028-11-22', cappedBy: 'none' },
    ],
    typed: { name: '', description: '', expiration: '2027-05-22', locationId: '', vault: false, share: false },
    faults: [],
    canGoBack: true,
  };
  const [production, ...others] = view.locations.slice(0, 2).map(({ location }) => location);
  const capped = [production, ...others].flatMap((location) =>
    location ? [{ location, lastDay: '2027-02-21', capDays: 90, cappedBy: 'policy' as const }] : [],
  );
  const wrong = (faults: readonly Fault[]): DetailsCardView => ({
    ...view,
    typed: {
      name: texts.typed,
      description: texts.description,
      expiration: '2031-01-01',
      locationId: 'prod',
      vault: false,
      share: true,
    },
    faults,
  });
  return [
    inChat('detailsCard', 'new, application named', (words) => detailsCard({ ...view, canGoBack: false }, words)),
    inChat('detailsCard', 'capped by policy', (words) =>
      detailsCard({ ...view, policyMaxDays: 90, locations: capped }, words),
    ),
    inChat('detailsCard', 'capped by policy in one location', (words) =>
      detailsCard(
        { ...view, policyMaxDays: 90, locations: [...capped.slice(0, 1), ...view.locations.slice(1)] },
        words,
      ),
    ),
    inChat('detailsCard', 'everything missing', (words) =>
      detailsCard({ ...view, faults: every('required', 'name', 'description', 'expiration', 'location') }, words),
    ),
    inChat('detailsCard', 'everything wrong', (words) => detailsCard(wrong(wrongDetails(texts)), words)),
    ...datesWrong.map((fault) =>
      inChat('detailsCard', `expiration ${fault.rule}`, (words) => detailsCard(wrong([fault]), words)),
    ),
    inChat('detailsCard', 'location unknown', (words) =>
      detailsCard(wrong([{ field: 'location', rule: 'unknown' }]), words),
    ),
    inChat('detailsCard', 'far too long', (words) =>
      detailsCard(
        {
          ...view,
          typed: { ...view.typed, name: 'ж'.repeat(20_000), description: '漢'.repeat(20_000) },
          faults: [
            { field: 'name', rule: 'too_long', params: { max: 75 } },
            { field: 'description', rule: 'too_long', params: { max: 500 } },
          ],
        },
        words,
      ),
    ),
  ];
}

const datesWrong: readonly Fault[] = [
  { field: 'expiration', rule: 'not_a_date' },
  { field: 'expiration', rule: 'too_soon', params: { first: '2026-11-25' } },
  { field: 'expiration', rule: 'beyond_location', params: { last: '2027-11-23' } },
  { field: 'expiration', rule: 'beyond_longest', params: { last: '2028-11-22' } },
];

function wrongDetails(texts: sample.Texts): readonly Fault[] {
  return [
    { field: 'name', rule: 'taken', params: { name: texts.typed } },
    { field: 'expiration', rule: 'beyond_policy', params: { last: '2027-02-21' } },
    { field: 'location', rule: 'not_allowed_here' },
    { field: 'share', rule: 'needs_vaulting' },
  ];
}

function every(rule: Fault['rule'], ...fields: readonly Fault['field'][]): readonly Fault[] {
  return fields.map((field) => ({ field, rule }));
}

function ownerCases(texts: sample.Texts): readonly CardCase[] {
  const view: OwnerCardView = {
    wizard,
    nonce,
    application: { displayName: texts.application },
    secretName: texts.name,
    vault: true,
    where: 'personal',
    typed: { ownerId: sample.personId, preApprove: false },
    chosen: { objectId: sample.personId, displayName: texts.person },
    faults: [],
  };
  const { chosen: _chosen, ...nobody } = view;
  const rules = ['required', 'unknown', 'not_a_member', 'disabled', 'not_allowed_here'] as const;
  return [
    inChat('ownerCard', 'new', (words) => ownerCard(view, words)),
    inChat('ownerCard', 'in a channel, not vaulted', (words) =>
      ownerCard({ ...view, where: 'channel', vault: false }, words),
    ),
    ...rules.map((rule) =>
      inChat('ownerCard', `owner ${rule}`, (words) =>
        ownerCard(
          {
            ...nobody,
            typed: { ownerId: rule === 'required' ? '' : texts.typed, preApprove: false },
            faults: [{ field: 'owner', rule }],
          },
          words,
        ),
      ),
    ),
    inChat('ownerCard', 'pre-approved without vaulting', (words) =>
      ownerCard(
        {
          ...view,
          vault: false,
          typed: { ...view.typed, preApprove: true },
          faults: [{ field: 'preApprove', rule: 'needs_vaulting' }],
        },
        words,
      ),
    ),
  ];
}

function summaryCases(texts: sample.Texts): readonly CardCase[] {
  const view: SummaryCardView = {
    ...viewing,
    wizard,
    nonce,
    application: { displayName: texts.application, appId: clientId },
    details: { name: texts.name, description: texts.description, vault: false, share: false },
    preApprove: false,
    location: { name: texts.location },
    expiresAt: sample.days(364),
    owner: { displayName: texts.person, userPrincipalName: 'alex@contoso.example' },
    ownerIsYou: true,
  };
  const other = { displayName: texts.otherPerson, userPrincipalName: 'megan@contoso.example' };
  const vaulted = { ...view, details: { ...view.details, vault: true, share: true }, preApprove: true };
  return [
    inChat('summaryCard', 'unvaulted, own', (words) => summaryCard(view, words)),
    inChat('summaryCard', 'vaulted, shared, own', (words) => summaryCard(vaulted, words)),
    inChat('summaryCard', 'vaulted, shared, another owner pre-approved', (words) =>
      summaryCard({ ...vaulted, owner: other, ownerIsYou: false }, words),
    ),
  ];
}

function progressCases(texts: sample.Texts): readonly CardCase[] {
  const secret = sample.summary(texts);
  const created = { kind: 'created', secret, ownerName: texts.otherPerson, seenBy: texts.person } as const;
  const reasons = ['interrupted', 'refused', 'graph_failed', 'vault_failed', 'unreachable', 'chat_failed'] as const;
  const states: readonly (readonly [string, Progress])[] = [
    ['creating', { kind: 'creating', secret }],
    ['creating, waiting for the vault', { kind: 'creating', secret, waitsFor: 'vault' }],
    ['created, vaulted', { ...created, vaulted: true }],
    ['created, unvaulted', { ...created, vaulted: false }],
    ...reasons.map(
      (reason) =>
        [
          `not created: ${reason}`,
          { kind: 'not_created', secret, reason, undone: reason === 'vault_failed', intentId },
        ] as const,
    ),
    [
      'not created: graph_failed, removed again',
      { kind: 'not_created', secret, reason: 'graph_failed', undone: true, intentId },
    ],
    [
      'not created: SecretBot may not manage the application',
      { kind: 'not_created', secret, reason: 'refused', undone: false, intentId, gap: sample.gap },
    ],
    ['unclear', { kind: 'create_unclear', secret, keyIds: [keyId, applicationId] }],
    ['unclear, keys unknown', { kind: 'create_unclear', secret, keyIds: [] }],
    ['unclear after a restore', { kind: 'create_unclear', secret, keyIds: [keyId], restoredFrom: sample.minutes(-90) }],
    ['cancelled', { kind: 'cancelled' }],
    ['cancelled with an application', { kind: 'cancelled', applicationName: texts.application }],
    ['ended by itself', { kind: 'wizard_expired' }],
    ['ended by itself with an application', { kind: 'wizard_expired', applicationName: texts.application }],
    ['superseded', { kind: 'superseded' }],
  ];
  return states.map(([state, progress]) =>
    inChat('progressCard', state, (words) => progressCard({ ...viewing, progress }, words)),
  );
}
