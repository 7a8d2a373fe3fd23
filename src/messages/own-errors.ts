/** A failure as the API, the webhooks and the inbox tell it: Meta's code or one of Masa's own. */
export type MessageError = {
  code: number
  title: string
  details: string
  /** What the operator or the programmer can do, in plain words. */
  what_to_do: string
}

/**
 * Masa's own codes, for ends that Meta does not tell. They lie far above Meta's, which end below 3,000,000,
 * so that none can be mistaken for the other. Listed in the documentation page.
 */
export const OWN_ERRORS = {
  expired: {
    code: 9_000_001,
    title: 'Expired before it could be sent',
    details: 'The message could not leave within its expires_in.',
    what_to_do: 'Send it again if it still matters, with a longer expires_in or none.',
  },
  cancelled: {
    code: 9_000_002,
    title: 'Cancelled',
    details: 'The message was cancelled while it was still queued.',
    what_to_do: 'Nothing; send it again if it was cancelled by mistake.',
  },
  outcomeUnknown: {
    code: 9_000_003,
    title: 'Outcome unknown',
    details: 'The request was sent to WhatsApp, but its answer was lost.',
    what_to_do:
      'Wait: a status from WhatsApp settles it. Sending it again by hand may reach the person twice.',
  },
  noStatus: {
    code: 9_000_004,
    title: 'No word from WhatsApp',
    details: 'The answer to the request was lost, and no status came within the time set by the operator.',
    what_to_do: 'It probably never arrived. Ask the person, or send it again.',
  },
  attachmentFailed: {
    code: 9_000_005,
    title: 'The attachment could not be uploaded',
    details: 'WhatsApp did not take the file.',
    what_to_do: 'Check the type and size of the file and send the message again.',
  },
  notReached: {
    code: 9_000_006,
    title: 'WhatsApp could not be reached',
    details: 'No request got through to WhatsApp for a day.',
    what_to_do: "Check this server's way to the internet and MASA_GRAPH_URL, then send the message again.",
  },
  optedOut: {
    code: 9_000_007,
    title: 'Recipient wants no marketing messages',
    details: 'The person opted out while the message was still queued.',
    what_to_do:
      'Send them no marketing messages until they opt in again. Utility and authentication templates, and answers to what they write, are not concerned.',
  },
} as const satisfies Record<string, MessageError>
