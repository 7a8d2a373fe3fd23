import { Download, FileText, ImageOff, MapPin, ShoppingBag, UserRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mediaUrl } from '../queries.ts'
import { contactName, type Loose, list, object, text } from './content.ts'
import styles from './parts.module.css'
import { RichText } from './rich-text.tsx'

type File = { integrationId: number; mediaId: string }
type Captioned = File & { caption: string }

const Caption = ({ children }: { children: string }) =>
  children === '' ? null : (
    <span className={styles.caption}>
      <RichText>{children}</RichText>
    </span>
  )

const Gone = () => {
  const { t } = useTranslation('inbox')
  return (
    <span className={styles.gone}>
      <ImageOff size={18} aria-hidden />
      {t('kind.gone')}
    </span>
  )
}

/** Its room is there before it is loaded: the conversation does not move when it comes. */
export const Picture = ({ integrationId, mediaId, caption }: Captioned) => {
  const { t } = useTranslation('inbox')
  const [isGone, setGone] = useState(false)
  const url = mediaUrl(integrationId, mediaId)
  return (
    <>
      {isGone || !mediaId ? (
        <Gone />
      ) : (
        <a
          className={styles.picture}
          href={url}
          target="_blank"
          rel="noreferrer"
          aria-label={t('kind.openImage')}
        >
          <img src={url} alt={caption || t('kind.image')} onError={() => setGone(true)} />
        </a>
      )}
      <Caption>{caption}</Caption>
    </>
  )
}

export const StickerPicture = ({ integrationId, mediaId }: File) => {
  const { t } = useTranslation('inbox')
  const [isGone, setGone] = useState(false)
  if (isGone || !mediaId) return <Gone />
  return (
    <img
      className={styles.sticker}
      src={mediaUrl(integrationId, mediaId)}
      alt={t('kind.sticker')}
      onError={() => setGone(true)}
    />
  )
}

export const Video = ({ integrationId, mediaId, caption }: Captioned) => (
  <>
    {mediaId ? (
      // biome-ignore lint/a11y/useMediaCaption: customers send films without any
      <video className={styles.video} src={mediaUrl(integrationId, mediaId)} controls preload="metadata" />
    ) : (
      <Gone />
    )}
    <Caption>{caption}</Caption>
  </>
)

export const Sound = ({ integrationId, mediaId, isVoice }: File & { isVoice: boolean }) => {
  const { t } = useTranslation('inbox')
  if (!mediaId) return <Gone />
  return (
    <span className={styles.sound}>
      {/* biome-ignore lint/a11y/useMediaCaption: nobody has written down what is said */}
      <audio
        src={mediaUrl(integrationId, mediaId)}
        controls
        preload="metadata"
        aria-label={t(isVoice ? 'kind.voice' : 'kind.audio')}
      />
    </span>
  )
}

export const DocumentCard = ({ integrationId, mediaId, name, caption }: Captioned & { name: string }) => {
  const { t } = useTranslation('inbox')
  const label = name || t('kind.document')
  return (
    <>
      {mediaId ? (
        <a
          className={styles.card}
          href={mediaUrl(integrationId, mediaId)}
          download={label}
          aria-label={t('kind.download', { name: label })}
        >
          <FileText size={24} strokeWidth={1.5} aria-hidden />
          <span className={styles.cardText}>{label}</span>
          <Download size={16} aria-hidden />
        </a>
      ) : (
        <Gone />
      )}
      <Caption>{caption}</Caption>
    </>
  )
}

export const Place = ({ place }: { place: Loose }) => {
  const { t } = useTranslation('inbox')
  const [latitude, longitude] = [text(place['latitude']), text(place['longitude'])]
  const name = text(place['name'])
  return (
    <a
      className={styles.card}
      href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`}
      target="_blank"
      rel="noreferrer noopener"
      title={t('kind.openMap')}
    >
      <MapPin size={24} strokeWidth={1.5} aria-hidden />
      <span className={styles.cardText}>
        {name && <strong>{name}</strong>}
        <span>{text(place['address']) || `${latitude}, ${longitude}`}</span>
      </span>
    </a>
  )
}

export const ContactCards = ({ contacts }: { contacts: Loose[] }) => (
  <span className={styles.cards}>
    {contacts.map((contact, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the same card may come twice, and none ever moves
      <span key={index} className={styles.card}>
        <UserRound size={24} strokeWidth={1.5} aria-hidden />
        <span className={styles.cardText}>
          <strong>{contactName(contact)}</strong>
          {list(contact['phones']).map((phone) => (
            <span key={text(phone['phone'])}>{text(phone['phone'])}</span>
          ))}
          {list(contact['emails']).map((email) => (
            <span key={text(email['email'])}>{text(email['email'])}</span>
          ))}
        </span>
      </span>
    ))}
  </span>
)

export const OrderCard = ({ order }: { order: Loose }) => {
  const { t, i18n } = useTranslation('inbox')
  const items = list(order['product_items'])
  const currency = text(object(items[0])['currency'])
  const total = items.reduce(
    (sum, item) => sum + Number(item['item_price'] ?? 0) * Number(item['quantity'] ?? 1),
    0,
  )
  return (
    <span className={styles.cards}>
      <span className={styles.card}>
        <ShoppingBag size={24} strokeWidth={1.5} aria-hidden />
        <span className={styles.cardText}>
          <strong>
            {t('kind.items', { count: items.length })}
            {currency && ` · ${money(total, currency, i18n.language)}`}
          </strong>
          {items.map((item) => (
            <span key={text(item['product_retailer_id'])}>
              {text(item['quantity'])} × {text(item['product_retailer_id'])}
            </span>
          ))}
        </span>
      </span>
      {text(order['text']) && <RichText>{text(order['text'])}</RichText>}
    </span>
  )
}

const money = (amount: number, currency: string, language: string): string => {
  try {
    return new Intl.NumberFormat(language, { style: 'currency', currency }).format(amount)
  } catch {
    return `${amount} ${currency}`
  }
}
