import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { type ChatKey, messagesQuery } from '../queries.ts'

type Ways = {
  hasNewer: boolean
  /** How many messages are on their way from here. */
  outgoing: number
  toEnd: () => void
  followEnd: (isWanted: boolean) => void
}

/**
 * The way back to the newest, from the middle of a chat: for whoever wants to go there, and for whoever writes. A chat
 * that is left in its middle begins with the newest when it is opened anew.
 */
export const useNewest = (
  { integrationId, chatId }: ChatKey,
  { hasNewer, outgoing, toEnd, followEnd }: Ways,
): (() => void) => {
  const client = useQueryClient()
  const latest = useRef(hasNewer)
  latest.current = hasNewer
  const toNewest = useCallback(() => {
    if (!latest.current) return toEnd()
    followEnd(true)
    const { queryKey } = messagesQuery({ integrationId, chatId })
    void client.resetQueries({ queryKey })
  }, [client, integrationId, chatId, toEnd, followEnd])
  const before = useRef(outgoing)
  useEffect(() => {
    if (outgoing > before.current && latest.current) toNewest()
    before.current = outgoing
  }, [outgoing, toNewest])
  useEffect(
    () => () => {
      const { queryKey } = messagesQuery({ integrationId, chatId })
      if (latest.current) client.removeQueries({ queryKey })
    },
    [client, integrationId, chatId],
  )
  return toNewest
}
