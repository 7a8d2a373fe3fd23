import { useTranslation } from 'react-i18next'
import { useAgents } from '../shell/agents.ts'

/** Who made something, from the API's `user:1` and `key:7`. */
export const useAuthorName = (): ((actor: string) => string) => {
  const { t } = useTranslation('bulk-sends')
  const { data: agents = [] } = useAgents()
  return (actor) => {
    const [kind, id] = actor.split(':')
    if (kind === 'key') return t('author.key', { id })
    return agents.find((agent) => `${agent.id}` === id)?.name ?? t('author.user', { id })
  }
}
