/**
 * What came of an installation. `ready`: the app is there, and the person's chat with the bot too. `under_way`: the app
 * is there, the chat not yet. `refused`: the organisation does not let the bot do this for this person; asking again
 * does not help.
 */
export type Installation = 'ready' | 'under_way' | 'refused';

/** Installs the bot's app for one person who has no chat with it, where the organisation allows that. */
export interface AppInstaller {
  /**
   * Makes sure that the app is there for the person. May be repeated: one that is there already is not installed again.
   *
   * @throws unavailable when it may work later.
   */
  install(personId: string): Promise<Installation>;
}
