import { Type } from 'typebox'
import { defineKind } from './kind.ts'
import { AnyHeader, checkUrl, Footer, LinkButton, NamedAction, Text } from './parts.ts'

/** `cta_url`: a button that opens an address. */
export const ctaUrl = defineKind(
  Type.Object({
    type: Type.Literal('cta_url'),
    header: AnyHeader,
    body: Text(),
    footer: Footer,
    action: NamedAction('cta_url', LinkButton),
  }),
  ({ action: { parameters } }, note) => checkUrl(parameters.url, 'interactive.action.parameters.url', note),
)
