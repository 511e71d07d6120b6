/** Delivers what must be told, until the chat took it. */
export class OutboxWorker {
  /** Delivers everything that is due, each item by one worker only. @returns how many the chat took */
  async deliverDue(): Promise<number> {
    throw new Error('not built yet');
  }
}
