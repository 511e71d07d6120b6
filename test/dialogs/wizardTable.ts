import type { WizardStorage } from '../../src/dialogs/wizardStorage';
import type { CardView } from './cardView';
import { openStorageFile, type StorageFile } from './storageFile';
import { type Player, WizardWorld } from './wizardWorld';

/** Details that fit every rule. */
export const GOOD = { name: 'CI deploy', description: 'Deploys the nightly build', location: 'prod' };

/** What every wizard test plays on. */
export interface WizardTable {
  readonly world: WizardWorld;
  /** The real storage. */
  readonly storage: WizardStorage;
  /** Alex in the personal chat. */
  readonly alex: Player;
  /** Lays the table anew, over the same storage. */
  lay(locations?: number): void;
}

/** Lays a fresh table before each test of the file and clears it away after. */
export function wizardTable(): WizardTable {
  let file: StorageFile;
  let laid: { readonly world: WizardWorld; readonly alex: Player };
  const lay = (locations?: number): void => {
    const world = new WizardWorld(file.database.botStorage, locations);
    laid = { world, alex: world.player(world.alex) };
  };
  beforeEach(async () => {
    file = await openStorageFile({ now: () => laid.world.now });
    lay();
  });
  afterEach(() => file.remove());
  return {
    lay,
    get world() {
      return laid.world;
    },
    get alex() {
      return laid.alex;
    },
    get storage() {
      return file.database.botStorage;
    },
  };
}

/** Brings a wizard to its summary. */
export async function toSummary(player: Player): Promise<CardView> {
  await player.create({ application: 'Payroll API' });
  await player.click('Next', GOOD);
  return player.click('Next');
}

/** The intent that a Submit was answered with. */
export function submittedId({ answer }: Player): string {
  if (answer.kind !== 'submitted') throw new Error(`answered ${answer.kind}`);
  return answer.intentId;
}
