import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { z } from 'zod';

const manifest = z.object({
  manifestVersion: z.string(),
  version: z.string(),
  id: z.string(),
  developer: z.object({ websiteUrl: z.string() }),
  validDomains: z.array(z.string()).default([]),
  webApplicationInfo: z.object({ id: z.string() }).optional(),
  bots: z
    .array(
      z.object({
        botId: z.string(),
        scopes: z.array(z.string()).default([]),
        commandLists: z
          .array(z.object({ scopes: z.array(z.string()), commands: z.array(z.object({ title: z.string() })) }))
          .default([]),
      }),
    )
    .default([]),
});

/** What matters here of an app's manifest. */
export type Manifest = z.infer<typeof manifest>;

/** Reads the manifest in an app package, a zip. @returns why it cannot be read, `no_file` or `unreadable` */
export function manifestIn(file: string): Manifest | 'no_file' | 'unreadable' {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'no_file';
    throw error;
  }
  try {
    const { 'manifest.json': text } = unzipSync(bytes, { filter: ({ name }) => name === 'manifest.json' });
    const parsed = manifest.safeParse(text && JSON.parse(strFromU8(text)));
    return parsed.success ? parsed.data : 'unreadable';
  } catch {
    // No zip, or no JSON in it.
    return 'unreadable';
  }
}
