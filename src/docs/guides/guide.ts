import type { OperationGroup } from '../document.ts'
import type { Html } from '../html.ts'

/** What a guide is written for: this server, with the operations that it has. */
export type GuideContext = {
  /** Scheme and host under which the reader reaches the server. */
  origin: string
  /** Where the sandbox listens, or would, were it on. */
  sandboxUrl: string
  groups: OperationGroup[]
}

/** A section of prose; `id` is its anchor. */
export type Guide = { id: string; title: string; body: Html }
