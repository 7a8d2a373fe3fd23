import { listOperationGroups, type OpenApiDocument, type OperationGroup } from './document.ts'
import { authentication, cors, https } from './guides/access.ts'
import { codes } from './guides/codes.ts'
import { errors } from './guides/errors.ts'
import { events } from './guides/events.ts'
import { gettingStarted } from './guides/getting-started.ts'
import type { Guide, GuideContext } from './guides/guide.ts'
import { numbers } from './guides/numbers.ts'
import { optOuts } from './guides/opt-outs.ts'
import { bodies, idempotency, pagination, rateLimit } from './guides/requests.ts'
import { sandbox } from './guides/sandbox.ts'
import { statuses } from './guides/statuses.ts'
import { webhooks } from './guides/webhooks.ts'
import { type Html, html, prose } from './html.ts'
import { methodView, operationView } from './operation-view.ts'

/** Where the page finds what it loads, all on the same server. */
export type AssetUrls = { css: string; js: string; icon: string }

/**
 * The documentation as one HTML page: guides, the document's operations with samples, tables of codes.
 * `origin` is the scheme and host under which its reader reaches the server.
 */
export const renderPage = (
  document: OpenApiDocument,
  { origin, sandboxUrl }: Pick<GuideContext, 'origin' | 'sandboxUrl'>,
  assets: AssetUrls,
): string => {
  const groups = listOperationGroups(document)
  const context = { origin, sandboxUrl, groups }
  const before = [
    gettingStarted(context),
    authentication(context),
    https,
    cors,
    bodies,
    rateLimit,
    pagination(context),
    idempotency,
    errors(context),
    numbers,
  ]
  const after = [statuses, optOuts, webhooks, events(context), codes, sandbox(context)]
  const title = `${document.info?.title ?? 'API'} API`
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="${assets.icon}" type="image/svg+xml">
<link rel="stylesheet" href="${assets.css}">
<script src="${assets.js}" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
<a class="brand" href="#main"><img src="${assets.icon}" alt="" width="28" height="28">${title}</a>
<button type="button" popovertarget="contents">Contents</button>
</header>
<nav id="contents" popover aria-label="Contents">
${navSection('Guides', before.map(guideLink))}
${groups.map(({ name, operations }) =>
  navSection(
    name,
    operations.map(
      ({ id, method, summary }) => html`<a href="#${id}"><span>${summary}</span> ${methodView(method)}</a>`,
    ),
  ),
)}
${navSection('Reference', after.map(guideLink))}
</nav>
<main id="main">
<section class="intro">
<h1>${title}</h1>
${document.info?.description !== undefined && html`<p class="lead">${prose(document.info.description)}</p>`}
<p class="base"><span>Base URL</span> <code>${origin}/v1</code></p>
</section>
${before.map(guideView)}
${groups.map((group) => groupView(group, origin))}
${after.map(guideView)}
</main>
</body>
</html>
`.markup
}

const guideLink = ({ id, title }: Guide): Html => html`<a href="#${id}">${title}</a>`

const navSection = (title: string, links: Html[]): Html => html`<h2>${title}</h2>
<ul>${links.map((link) => html`<li>${link}</li>`)}</ul>`

const guideView = ({
  id,
  title,
  body,
}: Guide): Html => html`<section class="guide" id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title"><a href="#${id}">${title}</a></h2>
${body}
</section>`

const groupView = (
  { id, name, description, operations }: OperationGroup,
  origin: string,
): Html => html`<section class="group" id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title"><a href="#${id}">${name}</a></h2>
${description !== undefined && html`<p>${prose(description)}</p>`}
${operations.map((operation) => operationView(operation, origin))}
</section>`
