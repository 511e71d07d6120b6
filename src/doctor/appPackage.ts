import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import * as z from 'zod';

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

/** Why there is no manifest: no such file, a file that the system does not let be read (`code` is its own), or no package. */
export type NoManifest =
  | { readonly why: 'no_file' | 'no_package' }
  | { readonly why: 'not_read'; readonly code: string };

/** Reads the manifest in an app package, a zip. */
export function manifestIn(file: string): Manifest | NoManifest {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? { why: 'no_file' } : { why: 'not_read', code };
  }
  try {
    const { 'manifest.json': text } = unzipSync(bytes, { filter: ({ name }) => name === 'manifest.json' });
    const parsed = manifest.safeParse(text && JSON.parse(strFromU8(text)));
    return parsed.success ? parsed.data : { why: 'no_package' };
  } catch {
    // No zip, or no JSON in it.
    return { why: 'no_package' };
  }
}
