import { CircleAlert, CircleCheck, CircleOff, CirclePause } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { shortTime } from '../components/time.ts'
import styles from './public-api.module.css'
import type { Endpoint } from './queries.ts'

/** Whether anything is sent, and whether it arrives. */
export const EndpointState = ({ endpoint }: { endpoint: Endpoint }) => {
  const { t } = useTranslation('public-api')
  const { active, disabled_reason: reason, failing_since: since } = endpoint
  const [tone, Icon, words] = active
    ? since
      ? (['warn', CircleAlert, t('webhooks.failing', { time: shortTime(since) })] as const)
      : (['well', CircleCheck, t('webhooks.active')] as const)
    : reason
      ? (['bad', CircleOff, t('webhooks.disabled')] as const)
      : (['off', CirclePause, t('webhooks.off')] as const)
  return (
    <span className={styles.state} data-tone={tone}>
      <Icon size={16} aria-hidden />
      {words}
    </span>
  )
}
