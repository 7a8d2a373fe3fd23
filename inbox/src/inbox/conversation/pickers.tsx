import { useQuery } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Chat } from '../../api/types.ts'
import { useMe } from '../../session/session.ts'
import { AgentDot } from '../../shell/agent-dot.tsx'
import { useAgents } from '../../shell/agents.ts'
import { reasonsQuery, tagsQuery } from '../queries.ts'
import { TagMark } from '../tag-chip.tsx'
import type { ChatActions } from '../use-chat-actions.ts'
import { Picker } from './picker.tsx'

type Common = { isOpen: boolean; onOpen: (isOpen: boolean) => void; target: ReactNode }

/** Who is to have the chat: the team with who is there, oneself first, or nobody. */
export const AssignPicker = ({
  chat,
  onChoose,
  ...common
}: Common & { chat: Chat; onChoose: (userId: number | null) => void }) => {
  const { t } = useTranslation('inbox')
  const me = useMe()
  const { data: agents = [] } = useAgents()
  const RANK = { online: 0, invisible: 1, break: 2, offline: 3 }
  const sorted = agents.toSorted(
    (a, b) => Number(b.id === me.id) - Number(a.id === me.id) || RANK[a.state] - RANK[b.state],
  )
  return (
    <Picker
      {...common}
      placeholder={t('chat.assignTo')}
      choices={[
        ...sorted.map(({ id, name, state }) => ({
          value: `${id}`,
          label: id === me.id ? `${name} (${t('list.you')})` : name,
          hint: t(`agentState.${state}`),
          icon: <AgentDot state={state} />,
          isChosen: chat.assignee?.id === id,
        })),
        ...(chat.assignee ? [{ value: 'nobody', label: t('chat.release') }] : []),
      ]}
      onChoose={(value) => onChoose(value === 'nobody' ? null : Number(value))}
    />
  )
}

export const ClosePicker = ({ onChoose, ...common }: Common & { onChoose: (reasonId: number) => void }) => {
  const { t } = useTranslation('inbox')
  const { data: reasons = [] } = useQuery(reasonsQuery)
  return (
    <Picker
      {...common}
      placeholder={t('chat.closeWith')}
      empty={t('chat.noReasons')}
      choices={reasons
        .filter(({ is_active }) => is_active)
        .map(({ id, name }) => ({ value: `${id}`, label: name }))}
      onChoose={(value) => onChoose(Number(value))}
    />
  )
}

/** Puts a tag on the chat, or takes it off; one that is not there yet is made by naming it. */
export const TagPicker = ({ chat, actions, ...common }: Common & { chat: Chat; actions: ChatActions }) => {
  const { t } = useTranslation('inbox')
  const { data: tags = [] } = useQuery(tagsQuery)
  const has = (id: number) => chat.tags.some((tag) => tag.id === id)
  return (
    <Picker
      {...common}
      placeholder={t('chat.tagFind')}
      empty={t('chat.noTags')}
      make={(name) => t('chat.tagMake', { name })}
      choices={tags.map((tag) => ({
        value: `${tag.id}`,
        label: tag.name,
        icon: <TagDot color={tag.color} isChosen={has(tag.id)} />,
        isChosen: has(tag.id),
      }))}
      onChoose={(value, isNew) => {
        if (isNew) actions.tag({ name: value })
        else if (has(Number(value))) actions.untag(Number(value))
        else actions.tag({ tag_id: Number(value) })
      }}
    />
  )
}

const TagDot = ({ color, isChosen }: { color: string; isChosen: boolean }) =>
  isChosen ? <Check size={14} aria-hidden /> : <TagMark color={color} />
