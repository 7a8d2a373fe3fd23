import { html } from '../html.ts'
import type { Guide } from './guide.ts'

export const numbers: Guide = {
  id: 'numbers',
  title: 'Your own number',
  body: html`
<p>To send and receive by a number of your own, an administrator connects it:</p>
<ol class="steps">
<li><h3>Give Meta a way to this server</h3>
<p>Set <code>MASA_PUBLIC_URL</code> to the <code>https://</code> address under which the internet reaches it, and start again.</p></li>
<li><h3>Make an app and a token at Meta</h3>
<p>In Meta’s developer pages, make an app with WhatsApp, and add and register the number there. In the Business settings, make a system user with access to the app and the account, and a token of theirs that does not expire, with <code>whatsapp_business_messaging</code> and <code>whatsapp_business_management</code>.</p></li>
<li><h3>Connect it</h3>
<p><a href="#create-integration">POST /v1/integrations</a> tries all of it with WhatsApp, and names the field that is wrong. Then the account’s events are sent here, and its templates fetched. In the app, subscribe to the webhook field <code>messages</code>, and to those about templates and the account.</p></li>
<li><h3>Ask the doctor</h3>
<p><a href="#run-doctor">GET …/doctor</a>, or <code>npm run masa -- doctor</code> on the server, looks at everything that a number needs and says what to do.</p></li>
</ol>
<p>A number that WhatsApp or an administrator has <a href="#suspend-integration">suspended</a> keeps what is queued until it is <a href="#activate-integration">activated</a> again. One that is <a href="#delete-integration">deleted</a> leaves its messages behind; connected again, it has its old id.</p>`,
}
