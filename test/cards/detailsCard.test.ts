import { type DetailsCardView, detailsCard } from '../../src/cards/wizard/detailsCard';
import { wordsFor } from '../../src/messages/catalogue';
import { stringsOf } from './cardParts';

const words = wordsFor('en-US');
const cap = { lastDay: '2027-02-21', capDays: 90, cappedBy: 'policy' } as const;
const view: DetailsCardView = {
  now: new Date('2026-11-24T09:00:00Z'),
  timeZone: 'Europe/Berlin',
  wizard: 'w',
  nonce: 'n',
  application: { displayName: 'Payroll API', appId: 'id' },
  policyMaxDays: 90,
  locations: [
    { location: { id: 'prod', name: 'Production' }, ...cap },
    { location: { id: 'dev', name: 'Development' }, ...cap },
  ],
  typed: { name: '', description: '', expiration: '', locationId: '', vault: false, share: false },
  faults: [],
  canGoBack: false,
};

/** How often a sentence with these words is on the card. */
function countOf(phrase: string, shown: DetailsCardView): number {
  return stringsOf(detailsCard(shown, words)).join('\n').split(phrase).length - 1;
}

describe('the latest day that can be chosen', () => {
  it('is said once where every location allows the same', () => {
    expect(countOf('Feb 21, 2027', view)).toBe(1);
    expect(countOf("your organization's policy", view)).toBe(1);
  });

  it('is said for each location where they differ', () => {
    const locations = [
      ...view.locations,
      {
        location: { id: 'lab', name: 'Laboratory' },
        lastDay: '2027-01-22',
        capDays: 60,
        cappedBy: 'location' as const,
      },
    ];
    expect(countOf('Feb 21, 2027', { ...view, locations })).toBe(2);
    expect(countOf("Jan 22, 2027 (60 days, the location's limit)", { ...view, locations })).toBe(1);
    expect(countOf('Laboratory', { ...view, locations })).toBeGreaterThan(0);
  });
});
