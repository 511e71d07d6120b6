import { type OutsideCall, type OutsideCalls, resultOf } from '../../src/telemetry/outsideCalls';

/** Remembers every request to the outside: `graph GET /users/… throttled`. */
export class HeardCalls implements OutsideCalls {
  readonly all: string[] = [];

  async observe<T>(
    { service, operation }: OutsideCall,
    work: (answered: (status: number) => void) => Promise<T>,
  ): Promise<T> {
    let status = 0;
    try {
      return await work((answered) => {
        status = answered;
      });
    } finally {
      this.all.push(`${service} ${operation} ${resultOf(status)}`);
    }
  }
}
