import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { FileText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { clockTime } from '../../components/time.ts'
import { discard, type Outgoing, type OutgoingContent, sendAgain } from '../outbox.ts'
import styles from './bubble.module.css'
import parts from './parts.module.css'
import { RichText } from './rich-text.tsx'
import { Ticks } from './ticks.tsx'

/** What was sent a moment ago, before the server has said that it has it. */
export const OutgoingBubble = ({ outgoing }: { outgoing: Outgoing }) => {
  const { t } = useTranslation('inbox')
  const client = useQueryClient()
  const isFailed = outgoing.state === 'failed'
  return (
    <article className={styles.row} data-own data-first>
      <div className={styles.bubble}>
        <OutgoingBody content={outgoing.content} />
        <span className={styles.foot}>
          <time dateTime={outgoing.at}>{clockTime(outgoing.at)}</time>
          <Ticks status={isFailed ? 'failed' : 'sending'} />
        </span>
      </div>
      {isFailed && (
        <div className={styles.failure} role="alert">
          <span>
            <strong>{t('composer.notSent')}</strong> · {outgoing.error ?? t('composer.interrupted')}
          </span>
          <Button size="compact-xs" variant="light" color="red" onClick={() => sendAgain(client, outgoing)}>
            {t('messages.retry')}
          </Button>
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => discard(outgoing)}>
            {t('composer.discard')}
          </Button>
        </div>
      )}
    </article>
  )
}

const OutgoingBody = ({ content }: { content: OutgoingContent }) => {
  if (content.kind !== 'file') return <RichText>{content.text}</RichText>
  const { file, previewUrl, caption } = content
  return (
    <>
      {file.type.startsWith('image/') ? (
        <span className={parts.picture}>
          <img src={previewUrl} alt={file.name} />
        </span>
      ) : (
        <span className={parts.card}>
          <FileText size={24} strokeWidth={1.5} aria-hidden />
          <span className={parts.cardText}>{file.name}</span>
        </span>
      )}
      {caption && (
        <span className={parts.caption}>
          <RichText>{caption}</RichText>
        </span>
      )}
    </>
  )
}
