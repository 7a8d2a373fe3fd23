import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Chat, Message } from '../../api/types.ts'
import { nameOf } from '../names.ts'
import { wordsOf } from './content.ts'
import { KindIcon } from './kind-icon.tsx'
import styles from './quote.module.css'

/** The message that another one answers; a click leads to it. */
export const Quote = ({
  chat,
  message,
  onClick,
}: {
  chat: Chat
  /** Undefined for one that is not loaded. */
  message: Message | undefined
  onClick?: () => void
}) => {
  const { t } = useTranslation('inbox')
  const words = (
    <>
      {message && <strong>{message.direction === 'outbound' ? t('list.you') : nameOf(chat)}</strong>}
      <span className={styles.text}>
        {message ? (
          <>
            <KindIcon type={message.type} size={13} />
            {wordsOf(message) || t(`kind.${message.type as 'text'}`, { defaultValue: message.type })}
          </>
        ) : (
          t('messages.quoteUnknown')
        )}
      </span>
    </>
  )
  return onClick ? (
    <UnstyledButton className={styles.quote} onClick={onClick}>
      {words}
    </UnstyledButton>
  ) : (
    <span className={styles.quote}>{words}</span>
  )
}
