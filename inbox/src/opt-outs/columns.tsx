import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Column } from '../components/data-table.tsx'
import { fullTime, shortTime } from '../components/time.ts'
import { integrationsQuery } from '../inbox/queries.ts'
import styles from './opt-outs.module.css'
import type { OptOut } from './queries.ts'

/** Without `onLift`, nobody can be taken off. */
export const useColumns = (onLift: ((optOut: OptOut) => void) | undefined): Column<OptOut>[] => {
  const { t } = useTranslation('opt-outs')
  const { data: numbers = [] } = useQuery(integrationsQuery)
  const nameOf = (id: number) => numbers.find((one) => one.id === id)?.display_name ?? String(id)
  return [
    { key: 'person', title: t('person'), render: (optOut) => <Person optOut={optOut} /> },
    {
      key: 'since',
      title: t('since'),
      render: ({ opted_out_at: at }) => (
        <time dateTime={at} title={fullTime(at)}>
          {shortTime(at)}
        </time>
      ),
    },
    {
      key: 'how',
      title: t('how'),
      render: ({ source, reason }) => (
        <>
          {t(`source.${source as 'text'}`)}
          {reason && <div className={styles.quiet}>{reason}</div>}
        </>
      ),
    },
    {
      key: 'numbers',
      title: t('numbers'),
      isMinor: true,
      render: ({ integration_ids: ids }) => ids.map(nameOf).join(', '),
    },
    ...(onLift
      ? [
          {
            key: 'lift',
            title: '',
            isNumber: true,
            render: (optOut: OptOut) => (
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={`${t('lift')}: ${optOut.name ?? optOut.phone ?? t('unnamed')}`}
                onClick={() => onLift(optOut)}
              >
                {t('lift')}
              </Button>
            ),
          },
        ]
      : []),
  ]
}

const Person = ({ optOut: { name, phone, user_id: userId } }: { optOut: OptOut }) => {
  const { t } = useTranslation('opt-outs')
  const handle = phone ?? userId
  return (
    <>
      <div>{name ?? handle ?? t('unnamed')}</div>
      {name && handle && <div className={styles.quiet}>{handle}</div>}
    </>
  )
}
