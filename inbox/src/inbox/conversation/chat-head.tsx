import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { ArchiveX, ArrowLeft, PanelRight, RotateCcw, Tag, UserRoundCheck, UserRoundPlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Chat } from '../../api/types.ts'
import { Face } from '../../components/face.tsx'
import { useMe } from '../../session/session.ts'
import type { View } from '../address.ts'
import { nameOf } from '../names.ts'
import type { ChatActions, OpenPicker } from '../use-chat-actions.ts'
import styles from './chat-head.module.css'
import { AssignPicker, ClosePicker, TagPicker } from './pickers.tsx'
import { Viewers } from './viewers.tsx'

type Props = {
  chat: Chat
  view: View
  actions: ChatActions
  picker: OpenPicker
  onPicker: (picker: OpenPicker) => void
  isCustomerShown: boolean
  onCustomer: () => void
}

/** Whom the chat is with, who looks at it, and what can be done with it as a whole. */
export const ChatHead = ({ chat, view, actions, picker, onPicker, isCustomerShown, onCustomer }: Props) => {
  const { t } = useTranslation('inbox')
  const me = useMe()
  const isNarrow = useMediaQuery('(max-width: 62em)')
  const pick = (name: Exclude<OpenPicker, undefined>) => ({
    isOpen: picker === name,
    onOpen: (isOpen: boolean) => onPicker(isOpen ? name : undefined),
  })
  const isActive = chat.state === 'active'
  const isMine = chat.assignee?.id === me.id
  const take = chat.assignee === null ? t('chat.mine') : t('chat.take')
  return (
    <header className={styles.head}>
      <Link
        to="/inbox/$view"
        params={{ view }}
        search={({ message: _, ...search }) => search}
        className={styles.back}
        aria-label={t('action.back', { ns: 'common' })}
      >
        <ArrowLeft size={20} aria-hidden />
      </Link>
      <span className={styles.avatar}>
        <Face name={nameOf(chat)} size={32} />
      </span>
      <div className={styles.who}>
        <h2>{nameOf(chat)}</h2>
        <span className={styles.sub}>
          <Viewers chat={chat} />
          {chat.name && chat.phone}
        </span>
      </div>
      <div className={styles.actions}>
        {isActive && !isMine && (
          <Labeled
            icon={<UserRoundCheck size={16} />}
            label={take}
            keys="m"
            isNarrow={isNarrow}
            onClick={actions.claim}
          />
        )}
        {isActive && (
          <AssignPicker
            {...pick('assign')}
            chat={chat}
            onChoose={actions.assign}
            target={
              <AssignButton
                chat={chat}
                isNarrow={isNarrow}
                onClick={() => onPicker(picker === 'assign' ? undefined : 'assign')}
              />
            }
          />
        )}
        <TagPicker
          {...pick('tag')}
          chat={chat}
          actions={actions}
          target={
            <Tool
              label={t('chat.tag')}
              keys="l"
              onClick={() => onPicker(picker === 'tag' ? undefined : 'tag')}
            >
              <Tag size={17} />
            </Tool>
          }
        />
        {isActive ? (
          <ClosePicker
            {...pick('close')}
            onChoose={actions.close}
            target={
              <Tool
                label={t('chat.close')}
                keys="e"
                onClick={() => onPicker(picker === 'close' ? undefined : 'close')}
              >
                <ArchiveX size={17} />
              </Tool>
            }
          />
        ) : (
          actions.canReopen && (
            <Labeled
              icon={<RotateCcw size={16} />}
              label={t('chat.reopen')}
              isNarrow={isNarrow}
              onClick={actions.reopen}
            />
          )
        )}
        <Tool label={t('chat.customer')} isPressed={isCustomerShown} onClick={onCustomer}>
          <PanelRight size={17} />
        </Tool>
      </div>
    </header>
  )
}

type ToolProps = {
  label: string
  keys?: string
  isPressed?: boolean
  onClick: () => void
  children: React.ReactNode
  ref?: React.Ref<HTMLButtonElement>
}

const Tool = ({ label, keys, isPressed, children, ...rest }: ToolProps) => (
  <Tooltip label={keys ? `${label} · ${keys}` : label}>
    <ActionIcon size={32} aria-label={label} aria-pressed={isPressed} {...rest}>
      {children}
    </ActionIcon>
  </Tooltip>
)

const Labeled = ({
  icon,
  label,
  keys,
  isNarrow,
  onClick,
}: {
  icon: React.ReactNode
  label: string
  keys?: string
  isNarrow: boolean | undefined
  onClick: () => void
}) =>
  isNarrow ? (
    <Tool label={label} {...(keys && { keys })} onClick={onClick}>
      {icon}
    </Tool>
  ) : (
    <Tooltip label={keys ? `${label} · ${keys}` : label}>
      <Button size="xs" variant="light" leftSection={icon} onClick={onClick}>
        {label}
      </Button>
    </Tooltip>
  )

const AssignButton = ({
  chat: { assignee },
  isNarrow,
  ...rest
}: {
  chat: Chat
  isNarrow: boolean | undefined
  onClick: () => void
  ref?: React.Ref<HTMLButtonElement>
}) => {
  const { t } = useTranslation('inbox')
  const label = assignee ? t('list.assignedTo', { name: assignee.name }) : t('chat.assign')
  if (isNarrow || !assignee)
    return (
      <Tool label={label} keys="a" {...rest}>
        {assignee ? <Face name={assignee.name} size={22} /> : <UserRoundPlus size={17} />}
      </Tool>
    )
  return (
    <Button size="xs" variant="default" leftSection={<Face name={assignee.name} size={18} />} {...rest}>
      <span className="sr-only">{label}</span>
      <span aria-hidden>{assignee.name}</span>
    </Button>
  )
}
