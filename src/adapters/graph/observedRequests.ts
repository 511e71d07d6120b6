import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import type { OutsideCalls } from '../../telemetry/outsideCalls';
import { operationOf } from './operationOf';

/** Stands right before the network in Graph's chain, so that every request is seen, also one that the library repeats. */
export class ObservedRequests implements Middleware {
  #next: Middleware | undefined;

  constructor(private readonly calls: OutsideCalls) {}

  execute(context: Context): Promise<void> {
    const { request, options } = context;
    const url = typeof request === 'string' ? request : request.url;
    const operation = `${options?.method ?? 'GET'} ${operationOf(url)}`;
    return this.calls.observe({ service: 'graph', operation }, async (answered) => {
      await this.#next?.execute(context);
      if (context.response) answered(context.response.status);
    });
  }

  setNext(next: Middleware): void {
    this.#next = next;
  }
}
