import type {} from '@fastify/swagger'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { Principal } from '../accounts/principal.ts'
import type { Integration } from '../integrations/directory.ts'
import type { Needed } from './access.ts'
import type { UploadedFile } from './uploads.ts'

/** The Fastify instance that routes are added to: a route's schema types its handler. */
export type HttpApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; set on every route of /v1 but login. */
    principal: Principal
    /** The living session whose cookie it carries, on public routes too. */
    session: Principal | undefined
    /** The number that the path names; set on every route below /v1/integrations/{id}. */
    integration: Integration
    /** Files of a multipart body by the names of their fields. */
    uploads: Map<string, UploadedFile>
  }
  interface FastifyContextConfig {
    /** Reachable without a token. */
    isPublic?: boolean
    /**
     * What the caller must be allowed; by default `read` for GET, `send` for all else. `any`: whatever they may; `user`:
     * a person, whatever they may; `session`: the same, signed in in a browser.
     */
    access?: Needed
    /** Fields of a multipart body that may hold a file, with what it is for; files in others are refused. */
    fileFields?: Record<string, string>
    /** Those of them without which the request means nothing: it is a multipart form then. */
    requiredFiles?: string[]
    /** Shows what is stored of a number: administrators may look at that of a deleted one, too. */
    isHistory?: boolean
    /** Takes objects as JSON text within JSON, too, and null for fields that are left away, however deep. */
    takesJsonText?: boolean
    /** Null means something there, such as nobody; elsewhere a field that is null is left away. */
    takesNull?: boolean
  }
}
