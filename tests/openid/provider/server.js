// The strict provider: asks for pushed requests, PKCE and a signed note of who the client is, and tells it of a logout.
//
// What it is told is JSON in STRICT_PROVIDER: { clients: [...], accounts: { id: { acr, claims } } }. It prints its address
// and ends with its stdin. Signing in is one button per account, since who somebody is is made up here.

import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';

import { Provider } from 'oidc-provider';

const { clients, accounts } = JSON.parse(process.env.STRICT_PROVIDER);

const key = (name) => ({
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  kid: name,
  use: 'sig',
});

const button = (id) => `<button name="account" value="${id}">${id}</button>`;
const framed = (heading, content) =>
  `<!DOCTYPE html><html lang="nb"><title>Den strenge</title><h1>${heading}</h1>${content}</html>`;
const page = (uid) =>
  framed('Hvem er du?', `<form method="post" action="/interaction/${uid}">${Object.keys(accounts).map(button).join(' ')}</form>`);

const server = createServer();
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: clients.map((client) => ({
    application_type: 'web',
    grant_types: ['authorization_code'],
    response_types: ['code'],
    token_endpoint_auth_method: 'private_key_jwt',
    require_pushed_authorization_requests: true,
    backchannel_logout_session_required: true,
    ...client,
  })),
  jwks: { keys: [key('first')] },
  cookies: { keys: ['only for tests'] },
  pkce: { required: () => true },
  acrValues: [...new Set(Object.values(accounts).map((account) => account.acr).filter(Boolean))],
  claims: {
    acr: null,
    auth_time: null,
    iss: null,
    sid: null,
    openid: ['sub', 'pid', 'tid', 'oid', 'authorization_details'],
  },
  conformIdTokenClaims: false,
  features: {
    backchannelLogout: { enabled: true },
    devInteractions: { enabled: false },
    rpInitiatedLogout: {
      logoutSource: (ctx, form) => {
        const yes = '<button form="op.logoutForm" name="logout" value="yes">Logg ut</button>';
        ctx.body = framed('Vil du logge ut?', form + yes);
      },
      postLogoutSuccessSource: (ctx) => {
        ctx.body = framed('Du er logget ut.', '');
      },
    },
    pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
  },
  // Its own refuses this machine's addresses, and the client is at one of them.
  fetch: (address, { dispatcher, ...options }) => globalThis.fetch(address, options),
  findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...accounts[id].claims }) }),
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  // Nobody is asked whether the client may know what it asks for.
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope('openid profile');
    await grant.save();
    return grant;
  },
  renderError: (ctx, out) => {
    ctx.type = 'text/plain';
    ctx.body = `${out.error}: ${out.error_description}`;
  },
});

const answer = provider.callback();
server.on('request', async (request, response) => {
  const uid = request.url.match(/^\/interaction\/([\w-]+)$/)?.[1];
  if (!uid) return answer(request, response);
  if (request.method !== 'POST') return response.setHeader('Content-Type', 'text/html').end(page(uid));
  let body = '';
  for await (const piece of request) body += piece;
  const accountId = new URLSearchParams(body).get('account');
  const { acr } = accounts[accountId];
  return provider.interactionFinished(request, response, { login: { accountId, acr, remember: false } });
});

process.stdin.on('end', () => process.exit()).resume();
console.log(issuer);
