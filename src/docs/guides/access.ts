import { codeView } from '../code-view.ts'
import { html } from '../html.ts'
import type { Guide, GuideContext } from './guide.ts'

export const authentication = ({ origin }: GuideContext): Guide => ({
  id: 'authentication',
  title: 'Authentication',
  body: html`
<p>Every call but the <a href="#login">login</a> needs a token in the <code>Authorization</code> header, with the word <code>Bearer</code> before it or alone:</p>
${codeView(`Authorization: Bearer YOUR_API_TOKEN\nAuthorization: YOUR_API_TOKEN`, 'http')}
<p>Tokens belong to a user and reach the integrations that the user was given. Anything else is <a href="#error-not_found"><code>not_found</code></a>, as if it were not there. Of a token only a hash is kept here: a lost one cannot be shown again, log in for a new one. <code>DELETE ${origin}/v1/login</code> revokes the token that it is called with.</p>
<p>For a program, an administrator rather makes a <a href="#create-key">key</a>: a token without a user, which reaches one integration, does what its <code>scopes</code> say (<code>read</code>, <code>send</code>, and <code>manage</code> for webhooks), and may expire. What is for administrators only, no key may do: keys, the test and the secret of a webhook, received events. <a href="#get-me">GET /v1/me</a> tells what a token may do; what it may not is 403 <a href="#error-access_denied"><code>access_denied</code></a>.</p>
<p>What a user may do follows from their role: agents read and write to customers, supervisors also manage, administrators do everything. With two-factor authentication a <a href="#login">login</a> takes an <code>otp</code> too.</p>
<p>People who sign in in a browser have a <a href="#create-session">session</a> in place of a token: a cookie that scripts cannot read. Whatever they change carries its <code>csrf_token</code> as <code>X-CSRF-Token</code>; without, it is 403 <a href="#error-csrf_token_invalid"><code>csrf_token_invalid</code></a>. A request with an <code>Authorization</code> header is never one of the cookie’s. Messages that a session sends are marked as written by its user.</p>
<p>Call the API from your own server, not from a browser or an app: whoever has the token can send as you.</p>`,
})

export const https: Guide = {
  id: 'https',
  title: 'HTTPS only',
  body: html`
<p>Requests must come over TLS. Plain HTTP is refused with 403 <a href="#error-https_required"><code>https_required</code></a>; only programs on the server’s own machine may use it, by a loopback address.</p>`,
}

export const cors: Guide = {
  id: 'cors',
  title: 'CORS',
  body: html`
<p>Browsers may call <code>/v1</code> from any origin. The headers <code>Link</code>, <code>Retry-After</code>, <code>Idempotency-Replayed</code> and those of the <a href="#rate-limit">rate limit</a> are exposed to scripts. Preflights need no token and do not count towards the limit.</p>`,
}
