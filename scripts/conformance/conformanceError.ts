/** Something differs from the descriptions, or can't be judged; the message says all that a reader needs. */
export class ConformanceError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConformanceError';
  }
}
