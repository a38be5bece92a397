// An OpenID Connect provider on loopback for the tests of single sign-on. Whoever signs in here is whom they say: the
// login is the address; `unverified-…` is one that the provider has not verified.
import Provider from 'oidc-provider'

const [port, redirectUri] = process.argv.slice(2)
const issuer = `http://localhost:${port}`

const provider = new Provider(issuer, {
  clients: [{ client_id: 'granary', client_secret: 'secret of the client', redirect_uris: [redirectUri] }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  cookies: { keys: ['a key for tests'] },
  pkce: { required: () => true },
  findAccount: (_ctx, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: id, email_verified: !id.startsWith('unverified-'), name: 'From the provider' }),
  }),
})

provider.listen(Number(port), '127.0.0.1', () => process.send?.('ready'))
