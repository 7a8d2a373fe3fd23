import {
  ClipboardCopy,
  ExternalLink,
  FileText,
  Image,
  type LucideIcon,
  MapPin,
  Phone as PhoneIcon,
  Reply,
  Store,
  UserRound,
  Video,
  Workflow,
} from 'lucide-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { RichText } from '../../inbox/bubbles/rich-text.tsx'
import styles from './phone.module.css'

export type MediaKind = 'image' | 'video' | 'document'

export type PhoneMessage = {
  header:
    | { kind: 'text'; text: string }
    | { kind: 'location'; name?: string }
    /** `url` of a file that can be shown, `name` of one that can be named. */
    | { kind: MediaKind; url?: string | undefined; name?: string | undefined }
    | null
  body: string
  footer: string | null
  buttons: { type: string; text: string }[]
}

/** A message of the business as its customer's phone shows it. What no value fills yet is marked. */
export const Phone = ({ sender, message }: { sender: string; message: PhoneMessage }) => {
  const { t, i18n } = useTranslation('templates')
  const { header, body, footer, buttons } = message
  return (
    <figure className={styles.phone} aria-label={t('phone.label')}>
      <div className={styles.bar}>
        <span className={styles.face}>
          <Store size={16} aria-hidden />
        </span>
        {sender}
      </div>
      <div className={styles.chat}>
        <div className={styles.message}>
          <div className={styles.content}>
            {header && <Header header={header} />}
            <span>
              {body === '' ? (
                <span className={styles.footer}>{t('phone.empty')}</span>
              ) : (
                <Marked text={body} />
              )}
            </span>
            {footer && <span className={styles.footer}>{footer}</span>}
            <span className={styles.time} aria-hidden>
              {new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short' }).format(NINE)}
            </span>
          </div>
          {buttons.map(({ type, text }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: buttons have nothing but their places.
            <PhoneButton key={index} type={type} text={text} />
          ))}
        </div>
      </div>
    </figure>
  )
}

const NINE = new Date(2024, 0, 1, 9, 41)

const MEDIA: Record<MediaKind, LucideIcon> = { image: Image, video: Video, document: FileText }

const Header = ({ header }: { header: NonNullable<PhoneMessage['header']> }) => {
  const { t } = useTranslation('templates')
  if (header.kind === 'text')
    return (
      <span className={styles.header}>
        <Holes text={header.text} />
      </span>
    )
  if (header.kind === 'location')
    return (
      <span className={styles.media}>
        <MapPin size={28} aria-hidden />
        {header.name || t('header.location')}
      </span>
    )
  const Icon = MEDIA[header.kind]
  return (
    <span className={styles.media} data-kind={header.kind}>
      {header.kind === 'image' && header.url ? (
        <img src={header.url} alt={header.name ?? t('header.image')} />
      ) : header.kind === 'video' && header.url ? (
        <video src={header.url} muted aria-label={header.name ?? t('header.video')} />
      ) : (
        <>
          <Icon size={28} strokeWidth={1.5} aria-hidden />
          {header.name ?? t(`header.${header.kind}`)}
        </>
      )}
    </span>
  )
}

const BUTTON_ICONS: Record<string, LucideIcon> = {
  quick_reply: Reply,
  url: ExternalLink,
  phone_number: PhoneIcon,
  voice_call: PhoneIcon,
  copy_code: ClipboardCopy,
  otp: ClipboardCopy,
  flow: Workflow,
  catalog: Store,
  request_contact_info: UserRound,
}

const PhoneButton = ({ type, text }: { type: string; text: string }) => {
  const { t } = useTranslation('templates')
  const Icon = BUTTON_ICONS[type]
  const label = text || (type in BUTTON_ICONS ? t(`button.own.${type as 'otp'}`) : type)
  return (
    <span className={styles.button}>
      {Icon && <Icon size={16} aria-hidden />}
      {label}
    </span>
  )
}

const HOLE = /(\{\{[^{}]*\}\})/

/** A formatted text whose places without a value stand out. */
const Marked = ({ text }: { text: string }) =>
  HOLE.test(text) ? (
    <span>
      {text.split(HOLE).map((piece, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text have nothing but their places.
        <Fragment key={index}>
          {HOLE.test(piece) ? <mark className={styles.hole}>{piece}</mark> : <RichText>{piece}</RichText>}
        </Fragment>
      ))}
    </span>
  ) : (
    <RichText>{text}</RichText>
  )

const Holes = ({ text }: { text: string }) =>
  text.split(HOLE).map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text have nothing but their places.
    <Fragment key={index}>{HOLE.test(piece) ? <mark className={styles.hole}>{piece}</mark> : piece}</Fragment>
  ))
