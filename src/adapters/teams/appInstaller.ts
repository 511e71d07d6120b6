/** What came of an installation. With `installed` the person's chat with the bot, where the service told it. */
export type Installation =
  | { readonly kind: 'installed'; readonly personalChatId?: string }
  /** The organisation does not let the bot do this for this person; asking again does not help. */
  | { readonly kind: 'refused' };

/** Installs the bot's app for one person who has no chat with it, where the organisation allows that. */
export interface AppInstaller {
  /**
   * Makes sure that the app is installed for the person. May be repeated: already there counts as installed.
   *
   * @throws unavailable when it may work later.
   */
  install(personId: string): Promise<Installation>;
}
