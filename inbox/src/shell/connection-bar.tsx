import { WifiOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConnected } from '../live/connection.ts'
import styles from './connection-bar.module.css'

/** A server that is restarted, or a train in a tunnel, is back before anybody has to know. */
const PATIENCE_MS = 3_000

/** Says that what is shown may be old by now. */
export const ConnectionBar = () => {
  const { t } = useTranslation()
  const isConnected = useConnected()
  const [isLost, setLost] = useState(false)
  useEffect(() => {
    if (isConnected) return setLost(false)
    const timer = setTimeout(() => setLost(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [isConnected])
  return (
    <div role="status" className={styles.place}>
      {isLost && (
        <span className={styles.bar}>
          <WifiOff size={15} aria-hidden />
          {t('connection.lost')}
        </span>
      )}
    </div>
  )
}
