import { parser } from '@prometheus-io/lezer-promql';

/** One metric that a query reads, and by which labels it chooses. */
export interface Selected {
  readonly metric: string;
  readonly matchers: readonly { readonly label: string; readonly value: string }[];
}

/** What a query is made of, by Prometheus' own grammar. */
export interface Query {
  /** Places that the grammar does not take. */
  readonly faults: readonly string[];
  readonly selected: readonly Selected[];
  /** Labels that it groups by. */
  readonly groups: readonly string[];
}

/** Takes a query apart. Grafana's variables stand for a duration, or a text in quotes. */
export function takeApart(written: string): Query {
  const text = written.replaceAll('$__rate_interval', '5m');
  const faults: string[] = [];
  const groups: string[] = [];
  const selected: { metric: string; matchers: { label: string; value: string }[] }[] = [];
  parser.parse(text).iterate({
    enter: ({ type, from, to, node }) => {
      const here = text.slice(from, to);
      if (type.isError) faults.push(`${here || 'something missing'} at ${from}`);
      if (type.name === 'Identifier' && node.parent?.name === 'VectorSelector')
        selected.push({ metric: here, matchers: [] });
      if (type.name === 'UnquotedLabelMatcher') {
        const [, label = '', value = ''] = /^(\w+)\s*(?:=~|!~|!=|=)\s*["'](.*)["']$/.exec(here) ?? [];
        selected.at(-1)?.matchers.push({ label, value });
      }
      if (type.name === 'LabelName' && node.parent?.name === 'GroupingLabels') groups.push(here);
    },
  });
  return { faults, selected, groups };
}
