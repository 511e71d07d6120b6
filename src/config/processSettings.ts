/** Variables of Node and of libraries that print what is sent and received, each with what it would do. */
const TALKATIVE: Readonly<Record<string, string>> = {
  AZURE_LOG_LEVEL: "prints requests to Entra, Microsoft Graph and Key Vault past SecretBot's own log",
  DEBUG: "lets libraries print past SecretBot's own log",
  NODE_DEBUG: 'prints requests with their tokens',
  NODE_DEBUG_NATIVE: 'prints what Node does inside',
};

/** Switches of Node that open the process or write its memory, its environment or its keys somewhere. */
const OPENING =
  /^--(inspect|debug|report|heapsnapshot|heap-prof|trace-event|trace-tls|tls-keylog|abort-on-uncaught-exception)/;

/** Preloaded modules that trace every request by themselves, with its address. */
const TRACING = /opentelemetry|otel-auto|autoinstrumentation/i;

/** What is wrong with how the process was started: what would let out what it holds. Values are never said. */
export function processFaults(
  env: Readonly<Record<string, string | undefined>>,
  nodeSwitches: readonly string[],
): readonly string[] {
  const talkative = Object.entries(TALKATIVE)
    .filter(([name]) => env[name]?.trim())
    .map(([name, what]) => `${name} ${what}: take it out`);
  const given = [...nodeSwitches, ...(env['NODE_OPTIONS'] ?? '').split(/\s+/)];
  const switches = given
    .map((text) => OPENING.exec(text.replaceAll('"', '').replaceAll('_', '-'))?.[0])
    .filter((name) => name !== undefined);
  return [
    ...talkative,
    ...[...new Set(switches)].map((name) => `Node's switch ${name}… lets out what SecretBot holds: take it out`),
    ...(given.some((text) => TRACING.test(text))
      ? [
          'OpenTelemetry loaded by a switch of Node puts addresses with ids into traces: take it out (see docs/operating/watching.md)',
        ]
      : []),
    ...(env['NODE_TLS_REJECT_UNAUTHORIZED']?.trim() === '0'
      ? ['NODE_TLS_REJECT_UNAUTHORIZED=0 lets anybody pose as Microsoft: take it out']
      : []),
  ];
}
