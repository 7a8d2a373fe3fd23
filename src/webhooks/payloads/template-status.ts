import type { LogEvent } from '../../events/event.ts'
import { toUnixSeconds } from './kinds.ts'

/** The body of `template.status`: the template, and whatever the event tells of it. */
export const templatePayload = (event: LogEvent, name: string | null): object => {
  const { template_id, language, ...more } = event.data
  return {
    templates: {
      id: template_id,
      name,
      language,
      ...more,
      timestamp: toUnixSeconds(event.at),
      integration_id: event.integrationId,
    },
  }
}
