import { ActionIcon, CopyButton, NativeSelect, Tooltip } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ContactRound, Copy, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Chat, PRIORITIES, type Priority } from '../../api/types.ts'
import { Face } from '../../components/face.tsx'
import { fullTime, shortTime } from '../../components/time.ts'
import { nameOf } from '../names.ts'
import { type ChatKey, chatQuery, useIntegrations } from '../queries.ts'
import { TagChip } from '../tag-chip.tsx'
import { useChatActions } from '../use-chat-actions.ts'
import styles from './customer-panel.module.css'

/** Beside the conversation: who the customer is, and how the chat stands. */
const CustomerPanel = ({ chatKey, onClose }: { chatKey: ChatKey; onClose: () => void }) => {
  const { t } = useTranslation('inbox')
  const { data: chat } = useQuery(chatQuery(chatKey))
  return (
    <aside className={styles.panel} aria-label={t('customer.label')}>
      <ActionIcon className={styles.close} aria-label={t('action.close', { ns: 'common' })} onClick={onClose}>
        <X size={18} />
      </ActionIcon>
      {chat && <Loaded chat={chat} />}
    </aside>
  )
}

const Loaded = ({ chat }: { chat: Chat }) => {
  const { t } = useTranslation('inbox')
  const actions = useChatActions(chat)
  const { data: integrations = [] } = useIntegrations()
  const number = integrations.find(({ id }) => id === chat.integration_id)
  const { window_expires_at: until, opted_out_at: optedOut } = chat
  return (
    <>
      <div className={styles.who}>
        <Face name={nameOf(chat)} size={56} />
        <h2>{nameOf(chat)}</h2>
        <Link to="/contacts/$contactId" params={{ contactId: chat.contact_id }} className={styles.profile}>
          <ContactRound size={15} aria-hidden />
          {t('customer.profile')}
        </Link>
      </div>
      <dl className={styles.facts}>
        {chat.phone && (
          <Fact name={t('customer.phone')}>
            {chat.phone} <CopyPhone phone={chat.phone} />
          </Fact>
        )}
        <Fact name={t('customer.number')}>
          {number?.display_name} <span className={styles.quiet}>{number?.phone_number}</span>
        </Fact>
        <Fact name={t('customer.state')}>{t(`customer.${chat.state}`)}</Fact>
        {until && (
          <Fact name={t('customer.window')}>
            <time dateTime={until} title={fullTime(until)}>
              {shortTime(until)}
            </time>
          </Fact>
        )}
        <Fact name={t('customer.assignee')}>{chat.assignee?.name ?? t('chat.nobody')}</Fact>
        {chat.reason && (
          <Fact name={t('customer.reason')}>
            {chat.reason.name}
            {chat.closed_by && <span className={styles.quiet}> · {chat.closed_by.name}</span>}
          </Fact>
        )}
        <Fact name={t('customer.priority')}>
          <NativeSelect
            size="xs"
            aria-label={t('chat.priority')}
            value={chat.priority}
            onChange={({ currentTarget: { value } }) => actions.setPriority(value as Priority)}
          >
            {PRIORITIES.map((one) => (
              <option key={one} value={one}>
                {t(`priority.${one}`)}
              </option>
            ))}
          </NativeSelect>
        </Fact>
        <Fact name={t('customer.tags')}>
          <span className={styles.tags}>
            {chat.tags.length === 0 && <span className={styles.quiet}>{t('chat.noTags')}</span>}
            {chat.tags.map((tag) => (
              <TagChip key={tag.id} tag={tag} onRemove={() => actions.untag(tag.id)} />
            ))}
          </span>
        </Fact>
      </dl>
      {optedOut && <p className={styles.warning}>{t('customer.optedOut', { time: shortTime(optedOut) })}</p>}
    </>
  )
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

const CopyPhone = ({ phone }: { phone: string }) => {
  const { t } = useTranslation('inbox')
  return (
    <CopyButton value={phone}>
      {({ copied, copy }) => (
        <Tooltip label={t(copied ? 'customer.copied' : 'customer.copyPhone')}>
          <ActionIcon size="xs" aria-label={t('customer.copyPhone')} onClick={copy}>
            <Copy size={13} />
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  )
}

export default CustomerPanel
