import type { Template } from '../templates/template.ts'

/** What the checks found out about a message that is to be accepted. */
export type Outgoing = {
  type: string
  /** Set for templates. */
  template?: Template
  /** The message that a reaction is for. */
  reactionTarget?: string
  /** Is accepted and told as failed later, as Meta does with what it finds out while sending. */
  failure?: { code: number; details: string }
}
