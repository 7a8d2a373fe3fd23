import { sampleView } from '../code-view.ts'
import { type Html, html } from '../html.ts'
import { buildSamples } from '../samples/build.ts'
import { LANGUAGES } from '../samples/languages.ts'
import type { Guide, GuideContext } from './guide.ts'

export const gettingStarted = ({ origin, groups }: GuideContext): Guide => {
  const step = (operationId: string): Html | undefined => {
    const operation = groups
      .flatMap(({ operations }) => operations)
      .find((one) => one.operationId === operationId)
    const sample = operation && buildSamples(operation, origin)[0]
    return (
      sample &&
      html`${sampleView({ ...sample, title: operation.summary }, `start-${operationId}`)}
<p class="more"><a href="#${operation.id}">All about this call</a></p>`
    )
  }
  const needs = LANGUAGES.filter(({ id }) => id !== 'curl').map(({ needs }) => needs)
  return {
    id: 'getting-started',
    title: 'Getting started',
    body: html`
<p>The API lives at <code>${origin}/v1</code>. It speaks Desk360’s public API: a program written for that works here when its base URL and its token are changed. <code>${origin}/api/v1</code> is the same, and a slash at the end of a path does no harm.</p>
<ol class="steps">
<li><h3>Log in</h3>
<p>Email and password give a token. Keep it: it works until it is revoked, or unused for 365 days.</p>
${step('login')}</li>
<li><h3>Find your number</h3>
<p>Every WhatsApp number is an <em>integration</em>. Its <code>id</code> stands in the path of everything that it sends.</p>
${step('listIntegrations')}</li>
<li><h3>Send a message</h3>
<p>A free text reaches somebody who wrote to the number in the last 24 hours. To everybody else, send a <a href="#section-templates">template</a>.</p>
${step('sendMessage')}
<p>A 200 means: stored for good, and on its way. The <code>message_id</code> tells <a href="#statuses">what becomes of it</a>.</p></li>
</ol>
<p>With your token in place of <code>YOUR_API_TOKEN</code>, and with the sandbox on, samples run as they stand, but for what a line below them names: the id of one message, chat, file, webhook, delivery or key is made up, and stands for one that an earlier answer gave you; a file such as <code>test_image.jpg</code> is one of yours. Beside curl they ask for ${needs.slice(0, -1).join(', ')} or ${needs.at(-1)}. The whole API as an <a href="/openapi.json">OpenAPI document</a> is there for generators and clients.</p>`,
  }
}
