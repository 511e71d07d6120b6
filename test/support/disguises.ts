/**
 * Whether the text holds the secret: as it is, or in a form that something on the way may have given it. Base64 (at any
 * offset, both alphabets), hexadecimal, URL-escaped (where needed, or every byte), JSON-escaped (where needed, or every
 * character), as numbers in HTML, in UTF-16.
 */
export function holds(text: string, secret: string): boolean {
  return disguisesOf(secret).some((disguise) => text.includes(disguise));
}

const known = new Map<string, readonly string[]>();

function disguisesOf(secret: string): readonly string[] {
  const disguises = known.get(secret) ?? [...new Set(makeDisguises(secret))];
  known.set(secret, disguises);
  return disguises;
}

function makeDisguises(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  const percent = hex.replace(/../g, '%$&');
  const unicode = each(secret, (code) => `\\u${code.toString(16).padStart(4, '0')}`);
  return [
    secret,
    hex,
    hex.toUpperCase(),
    encodeURIComponent(secret),
    percent,
    percent.toUpperCase(),
    JSON.stringify(secret).slice(1, -1),
    unicode,
    each(secret, (code) => `\\u${code.toString(16).padStart(4, '0').toUpperCase()}`),
    each(secret, (code) => `&#${code};`),
    // Files are read as Latin-1: one character for each byte.
    Buffer.from(secret, 'utf16le').toString('latin1'),
    ...base64(bytes),
  ];
}

function each(text: string, form: (code: number) => string): string {
  return Array.from({ length: text.length }, (_, index) => form(text.charCodeAt(index))).join('');
}

function base64(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // The first and last characters also depend on what stands beside the secret.
    const inner = encoded.slice(offset === 0 ? 0 : offset + 1, encoded.length - 1);
    return [inner, inner.replace(/\+/g, '-').replace(/\//g, '_')];
  });
}
