import { useTranslation } from 'react-i18next'
import type { Integration } from '../api/types.ts'
import { fullDate, shortTime } from '../components/time.ts'
import styles from './facts.module.css'
import type { Doctor, Finding } from './queries.ts'

/** Words, with a dot for those who look at many: never the dot alone. */
const Rated = ({ tone, children }: { tone: string; children: string }) => (
  <span className={styles.rated} data-tone={tone}>
    {children}
  </span>
)

/** What WhatsApp says of a number, and what the doctor knows of its token and events. */
export const Facts = ({ number, doctor }: { number: Integration; doctor: Doctor | undefined }) => {
  const { t } = useTranslation('numbers')
  const quality = readQuality(number.quality)
  const find = (check: string) => doctor?.findings.find((one) => one.check === check)
  const facts = [
    [
      t('quality'),
      <Rated key="quality" tone={quality}>
        {t(`qualities.${quality}`)}
      </Rated>,
    ],
    [t('limit'), <Limit key="limit" tier={number.messaging_limit} />],
    [t('throughput'), t('perSecond', { count: number.throughput })],
    [t('token'), <Token key="token" token={find('token')} expiry={find('token_expiry')} />],
    [t('lastEvent'), <LastEvent key="event" finding={find('last_event')} />],
    [t('syncedAt'), number.synced_at ? shortTime(number.synced_at) : t('never')],
  ] as const
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const QUALITIES = ['GREEN', 'YELLOW', 'RED'] as const

const readQuality = (text: string | null) => QUALITIES.find((one) => one === text) ?? 'UNKNOWN'

/** `TIER_2K` is 2,000 people. */
const Limit = ({ tier }: { tier: string | null }) => {
  const { t, i18n } = useTranslation('numbers')
  if (tier === 'TIER_UNLIMITED') return t('unlimited')
  const [, digits, thousands] = /^TIER_(\d+)(K?)$/.exec(tier ?? '') ?? []
  if (digits === undefined) return tier ?? t('unknown')
  return (Number(digits) * (thousands ? 1_000 : 1)).toLocaleString(i18n.language)
}

const Token = ({ token, expiry }: { token: Finding | undefined; expiry: Finding | undefined }) => {
  const { t } = useTranslation('numbers')
  if (!token || !expiry) return '–'
  if (!token.ok) return <Rated tone="RED">{t('tokenBad')}</Rated>
  const words = expiry.at ? t('tokenUntil', { date: fullDate(expiry.at) }) : t('tokenForever')
  return expiry.ok ? words : <Rated tone="YELLOW">{expiry.at ? words : t('tokenBad')}</Rated>
}

const LastEvent = ({ finding }: { finding: Finding | undefined }) => {
  const { t } = useTranslation('numbers')
  if (!finding) return '–'
  const words = finding.at ? shortTime(finding.at) : t('noEvent')
  return finding.ok ? words : <Rated tone="YELLOW">{words}</Rated>
}
