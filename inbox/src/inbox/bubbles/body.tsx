import { useTranslation } from 'react-i18next'
import type { Message } from '../../api/types.ts'
import styles from './body.module.css'
import { contentOf, type Loose, list, object, readAnswer, text } from './content.ts'
import {
  ContactCards,
  DocumentCard,
  OrderCard,
  Picture,
  Place,
  Sound,
  StickerPicture,
  Video,
} from './parts.tsx'
import { RichText } from './rich-text.tsx'
import { TemplateBody } from './template-body.tsx'

type BodyProps = { message: Message; integrationId: number }

/** What a message is, by its kind. One that is not known here says so, and never breaks the conversation. */
export const Body = ({ message, integrationId }: BodyProps) => {
  const { t } = useTranslation('inbox')
  const content = contentOf(message)
  const mediaId = text(content['id'])
  const caption = text(content['caption'])
  const file = { integrationId, mediaId }
  if (message.revoked_at) return <em className={styles.quiet}>{t('messages.revoked')}</em>
  switch (message.type) {
    case 'text':
      return <RichText>{text(content['body'])}</RichText>
    case 'image':
      return <Picture {...file} caption={caption} />
    case 'sticker':
      return <StickerPicture {...file} />
    case 'video':
      return <Video {...file} caption={caption} />
    case 'audio':
      return <Sound {...file} isVoice={content['voice'] === true} />
    case 'document':
      return <DocumentCard {...file} name={text(content['filename'])} caption={caption} />
    case 'location':
      return <Place place={content} />
    case 'contacts':
      return <ContactCards contacts={list(message.content)} />
    case 'interactive':
      return <Interactive content={content} integrationId={integrationId} />
    case 'button':
      return <Answer title={text(content['text'])} />
    case 'template':
      return <TemplateBody content={content} integrationId={integrationId} />
    case 'order':
      return <OrderCard order={content} />
    case 'system':
      return <RichText>{text(content['body'])}</RichText>
    default:
      return (
        <em className={styles.quiet}>
          {t(
            message.type === 'unsupported' || message.type === 'unknown'
              ? 'kind.unsupported'
              : `kind.${message.type as 'text'}`,
            {
              defaultValue: message.type,
            },
          )}
        </em>
      )
  }
}

/** What a customer tapped. */
const Answer = ({ title, description }: { title: string; description?: string }) => {
  const { t } = useTranslation('inbox')
  return (
    <span className={styles.answer}>
      <span className={styles.quiet}>{t('kind.chose')}</span>
      <strong>{title}</strong>
      {description && <span className={styles.quiet}>{description}</span>}
    </span>
  )
}

/** Buttons and lists that were offered, or what was chosen of them. */
const Interactive = ({ content, integrationId }: { content: Loose; integrationId: number }) => {
  const { t } = useTranslation('inbox')
  const answer = readAnswer(content)
  if (answer) return <Answer {...answer} />
  if (content['nfm_reply'] !== undefined) return <FormAnswer reply={object(content['nfm_reply'])} />
  const { header, body, footer, action } = content
  return (
    <span className={styles.stack}>
      <Header header={object(header)} integrationId={integrationId} />
      {text(object(body)['text']) && <RichText>{text(object(body)['text'])}</RichText>}
      {content['type'] === 'location_request_message' && (
        <span className={styles.quiet}>{t('kind.askedForLocation')}</span>
      )}
      {text(object(footer)['text']) && <span className={styles.footer}>{text(object(footer)['text'])}</span>}
      <Offered action={object(action)} />
    </span>
  )
}

const Header = ({ header, integrationId }: { header: Loose; integrationId: number }) => {
  if (header['type'] === 'text') return <strong>{text(header['text'])}</strong>
  if (header['type'] === 'image')
    return <Picture integrationId={integrationId} mediaId={text(object(header['image'])['id'])} caption="" />
  if (header['type'] === 'video')
    return <Video integrationId={integrationId} mediaId={text(object(header['video'])['id'])} caption="" />
  if (header['type'] === 'document') {
    const document = object(header['document'])
    return (
      <DocumentCard
        integrationId={integrationId}
        mediaId={text(document['id'])}
        name={text(document['filename'])}
        caption=""
      />
    )
  }
  return null
}

const Offered = ({ action }: { action: Loose }) => {
  const buttons = list(action['buttons']).map((button) => text(object(button['reply'])['title']))
  const rows = list(action['sections']).flatMap((section) =>
    list(section['rows']).map((row) => text(row['title'])),
  )
  const link = text(object(action['parameters'])['display_text'])
  const labels = [...buttons, ...rows, ...(link ? [link] : [])].filter(Boolean)
  if (labels.length === 0) return null
  return (
    <span className={styles.buttons}>
      {labels.map((label, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two rows may have one title, and none ever moves
        <span key={`${index} ${label}`}>{label}</span>
      ))}
    </span>
  )
}

/** What a customer filled into a form, field by field. */
const FormAnswer = ({ reply }: { reply: Loose }) => {
  const { t } = useTranslation('inbox')
  const fields = Object.entries(parseJson(text(reply['response_json']))).filter(
    ([name]) => name !== 'flow_token',
  )
  return (
    <span className={styles.stack}>
      <strong>{text(reply['body']) || t('kind.form')}</strong>
      {fields.map(([name, value]) => (
        <span key={name}>
          <span className={styles.quiet}>{name}: </span>
          {typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value)}
        </span>
      ))}
    </span>
  )
}

const parseJson = (source: string): Loose => {
  try {
    return object(JSON.parse(source))
  } catch {
    return {}
  }
}
