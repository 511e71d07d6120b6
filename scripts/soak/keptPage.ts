import type { SoakOptions } from './options';

const HEAD = `# Soak

The last run on each engine, written by \`npm run soak -- --keep\`. What is counted: scripts/soak/audit.ts.
`;

/** The page with this run in place of the last one on the same engine; that of the other engine stays. */
export function keptPage(before: string, engine: SoakOptions['engine'], report: string): string {
  const others = before
    .split(/^(?=## )/m)
    .filter((part) => part.startsWith('## ') && !part.startsWith(`## ${engine}\n`))
    .map((part) => part.trimEnd());
  const sections = [...others, `## ${engine}\n\n${report.trimEnd()}`].sort().reverse();
  return `${HEAD}\n${sections.join('\n\n')}\n`;
}
