export type SandboxEvent = { name: string; data: unknown }

export type EventFollower = {
  events: SandboxEvent[]
  /** Resolves with the first event that `isWanted`, past or to come. */
  until(isWanted: (event: SandboxEvent) => boolean): Promise<SandboxEvent>
  close(): void
}

const parseEvent = (text: string): SandboxEvent | undefined => {
  const name = /^event: (.+)$/m.exec(text)?.[1]
  const data = /^data: (.+)$/m.exec(text)?.[1]
  return name === undefined || data === undefined ? undefined : { name, data: JSON.parse(data) }
}

/** Listens to the server-sent events that the phone's page lives on. */
export const followEvents = async (url: string): Promise<EventFollower> => {
  const stopping = new AbortController()
  const response = await fetch(`${url}/_sandbox/phone/events`, { signal: stopping.signal })
  const events: SandboxEvent[] = []
  let watchers: (() => void)[] = []
  const read = async (): Promise<void> => {
    let rest = ''
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      const parts = (rest + chunk).split('\n\n')
      rest = parts.pop() ?? ''
      for (const part of parts) {
        const event = parseEvent(part)
        if (event) events.push(event)
      }
      for (const look of watchers) look()
    }
  }
  read().catch(() => {})
  return {
    events,
    until: (isWanted) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = events.find(isWanted)
          if (!found) return
          watchers = watchers.filter((other) => other !== look)
          resolve(found)
        }
        watchers.push(look)
        look()
      }),
    close: () => stopping.abort(),
  }
}
