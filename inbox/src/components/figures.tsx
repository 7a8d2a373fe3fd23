import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import styles from './figures.module.css'

export type Figure = {
  label: string
  /** Undefined while it is loading. */
  value: number | undefined
  /** What is to be known of it, in small letters. */
  detail?: string
}

/** The sums of something, one beside the other. */
export const Figures = ({ figures }: { figures: Figure[] }) => {
  const { i18n } = useTranslation()
  const number = new Intl.NumberFormat(i18n.language)
  return (
    <dl className={styles.figures}>
      {figures.map(({ label, value, detail }) => (
        <div key={label} className={styles.figure}>
          <dt>{label}</dt>
          <dd>
            {value === undefined ? (
              <Skeleton height={20} width="4rem" my={8} />
            ) : (
              <>
                {number.format(value)} {detail && <small>{detail}</small>}
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
