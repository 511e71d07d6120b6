import { TENANT } from '../domain/support/domainWorld';
import { claims, type GateCase } from './gateCase';
import { APP_ID, ISSUER, keysOf, SERVICE_URL, type TokenIssuer, tampered, withHeader } from './tokenIssuer';

type Json = Readonly<Record<string, unknown>>;

const OTHER_APP = '7d1f3a8e-52a4-4b5e-9c1b-0f6f5e7d2c44';
const stranger = keysOf('stranger');
const now = Math.floor(Date.now() / 1000);

const bearer =
  (changes: Parameters<TokenIssuer['token']>[0]) =>
  (issuer: TokenIssuer): string =>
    `Bearer ${issuer.token(changes)}`;
/** Signed by somebody else, who says in the header where the key is. */
const forged = (header: Json) => bearer({ header, key: stranger.privateKey });

/** What comes as the Authorization header. */
const headers: readonly GateCase[] = [
  { fault: 'no header', status: 401, authorization: () => undefined },
  { fault: 'an empty header', status: 401, authorization: () => '' },
  { fault: 'no token after the scheme', status: 401, authorization: () => 'Bearer ' },
  { fault: 'another scheme', status: 401, authorization: (issuer) => `Basic ${issuer.token()}` },
  { fault: 'the scheme in lower case', status: 401, authorization: (issuer) => `bearer ${issuer.token()}` },
  { fault: 'two spaces after the scheme', status: 401, authorization: (issuer) => `Bearer  ${issuer.token()}` },
  { fault: 'a tab after the scheme', status: 401, authorization: (issuer) => `Bearer\t${issuer.token()}` },
  { fault: 'something after the token', status: 401, authorization: (issuer) => `Bearer ${issuer.token()} x` },
  { fault: 'two tokens', status: 401, authorization: (issuer) => `Bearer ${issuer.token()}, Bearer ${issuer.token()}` },
  { fault: 'a token that is none', status: 401, authorization: () => 'Bearer abc.def.ghi' },
  { fault: 'a token of five parts', status: 401, authorization: (issuer) => `Bearer ${issuer.token()}.a.b` },
  { fault: 'a token of 12 KB', status: 401, authorization: claims({ filling: 'x'.repeat(9_000) }) },
  { fault: 'a token of 20 KB', status: 431, authorization: claims({ filling: 'x'.repeat(15_000) }) },
];

/** How a token is signed. */
const signatures: readonly GateCase[] = [
  { fault: 'a signature of another key', status: 401, authorization: bearer({ key: stranger.privateKey }) },
  {
    fault: 'an empty signature',
    status: 401,
    authorization: (issuer) => `Bearer ${issuer.token().replace(/[^.]+$/, '')}`,
  },
  {
    fault: 'a changed signature',
    status: 401,
    authorization: (issuer) => `Bearer ${issuer.token().replace(/.{6}$/, 'AAAAAA')}`,
  },
  { fault: 'a changed payload', status: 401, authorization: (issuer) => `Bearer ${tampered(issuer.token())}` },
  {
    fault: 'a changed header',
    status: 401,
    authorization: (issuer) => `Bearer ${withHeader(issuer.token(), { x: 1 })}`,
  },
  { fault: 'alg none', status: 401, authorization: (issuer) => `Bearer ${issuer.unsignedToken()}` },
  {
    fault: 'alg none without the last dot',
    status: 401,
    authorization: (issuer) => `Bearer ${issuer.unsignedToken().slice(0, -1)}`,
  },
  {
    fault: 'alg none over a good signature',
    status: 401,
    authorization: (issuer) => `Bearer ${withHeader(issuer.token(), { alg: 'none' })}`,
  },
  {
    fault: 'HS256 with the published key',
    status: 401,
    authorization: (issuer) => `Bearer ${issuer.hs256Token('jwk')}`,
  },
  {
    fault: 'HS256 with the public key as PEM',
    status: 401,
    authorization: (issuer) => `Bearer ${issuer.hs256Token('pem')}`,
  },
  {
    fault: 'HS256 with the public key as DER',
    status: 401,
    authorization: (issuer) => `Bearer ${issuer.hs256Token('der')}`,
  },
  { fault: 'RS384', status: 401, authorization: (issuer) => `Bearer ${issuer.tokenBy('RS384')}` },
  { fault: 'RS512', status: 401, authorization: (issuer) => `Bearer ${issuer.tokenBy('RS512')}` },
  { fault: 'PS256', status: 401, authorization: (issuer) => `Bearer ${issuer.tokenBy('PS256')}` },
  { fault: 'no key id', status: 401, authorization: bearer({ header: { kid: undefined } }) },
  { fault: 'an unknown key id', status: 401, authorization: bearer({ header: { kid: 'unknown' } }) },
  { fault: 'a key id of every object', status: 401, authorization: bearer({ header: { kid: 'constructor' } }) },
  { fault: 'a key id that is no text', status: 401, authorization: bearer({ header: { kid: ['teams'] } }) },
  { fault: 'a key id that is a path', status: 401, authorization: forged({ kid: '../../../../dev/null' }) },
  { fault: 'a key id that is an address', status: 401, authorization: forged({ kid: 'http://127.0.0.1:1/keys' }) },
  {
    fault: 'a key of its own in jwk',
    status: 401,
    authorization: forged({ jwk: stranger.publicKey.export({ format: 'jwk' }) }),
  },
  { fault: 'a jku', status: 401, authorization: forged({ jku: 'http://127.0.0.1:1/keys' }) },
  { fault: 'an x5u', status: 401, authorization: forged({ x5u: 'http://127.0.0.1:1/cert' }) },
  { fault: 'something that must be understood', status: 401, authorization: bearer({ header: { crit: ['exp'] } }) },
  {
    fault: 'a key that is endorsed for another channel',
    status: 401,
    authorization: (issuer) => `Bearer ${issuer.token({ header: { kid: 'other' }, key: issuer.keyOfOtherChannel })}`,
  },
  {
    fault: 'a key without endorsements',
    status: 401,
    authorization: (issuer) =>
      `Bearer ${issuer.token({ header: { kid: 'bare' }, key: issuer.keyWithoutEndorsements })}`,
  },
];

/** What a well-signed token says. Clocks may differ by five minutes, not by six. */
const said: readonly GateCase[] = [
  { fault: 'a beginning in six minutes', status: 401, authorization: claims({ nbf: now + 360 }) },
  { fault: 'an end six minutes ago', status: 401, authorization: claims({ nbf: now - 3_600, exp: now - 360 }) },
  { fault: 'no end', status: 401, authorization: claims({ exp: undefined }) },
  { fault: 'an end that is text', status: 401, authorization: claims({ exp: String(now + 3_600) }) },
  { fault: 'a beginning that is text', status: 401, authorization: claims({ nbf: 'now' }) },
  { fault: 'another issuer', status: 401, authorization: claims({ iss: 'https://issuer.example' }) },
  { fault: 'an issuer with a slash too many', status: 401, authorization: claims({ iss: `${ISSUER}/` }) },
  { fault: 'several issuers', status: 401, authorization: claims({ iss: [ISSUER] }) },
  { fault: 'no issuer', status: 401, authorization: claims({ iss: undefined }) },
  { fault: 'another audience', status: 401, authorization: claims({ aud: TENANT }) },
  { fault: 'a list of audiences', status: 401, authorization: claims({ aud: [APP_ID] }) },
  { fault: 'no audience', status: 401, authorization: claims({ aud: undefined }) },
  {
    fault: "the emulator's token (Entra v1)",
    status: 401,
    authorization: claims({ iss: `https://sts.windows.net/${TENANT}/`, appid: APP_ID, ver: '1.0' }),
  },
  {
    fault: "the emulator's token (Entra v2)",
    status: 401,
    authorization: claims({ iss: `https://login.microsoftonline.com/${TENANT}/v2.0`, azp: APP_ID, ver: '2.0' }),
  },
  {
    fault: 'the token of a skill',
    status: 401,
    authorization: claims({ iss: `https://sts.windows.net/${TENANT}/`, appid: OTHER_APP, ver: '1.0' }),
  },
  { fault: 'no service URL', status: 401, authorization: claims({ serviceurl: undefined }) },
  {
    fault: 'a service URL in other letters',
    status: 401,
    authorization: claims({ serviceurl: SERVICE_URL.toUpperCase() }),
  },
  {
    fault: 'a service URL without its slash',
    status: 401,
    authorization: claims({ serviceurl: SERVICE_URL.slice(0, -1) }),
  },
  {
    fault: 'another region',
    status: 401,
    authorization: claims({ serviceurl: 'https://smba.trafficmanager.net/amer/' }),
  },
  { fault: 'a list of service URLs', status: 401, authorization: claims({ serviceurl: [SERVICE_URL] }) },
];

/** Every fault of header and token. */
export const tokenCases: readonly GateCase[] = [...headers, ...signatures, ...said];
