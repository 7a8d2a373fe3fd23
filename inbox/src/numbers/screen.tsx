import { Button, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { CircleAlert, CircleCheck, Phone, Plus, Stethoscope } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Integration } from '../api/types.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { Page } from '../components/page.tsx'
import { integrationsQuery } from '../inbox/queries.ts'
import { can, useMe } from '../session/session.ts'
import { Facts } from './facts.tsx'
import { doctorQuery } from './queries.ts'
import styles from './screen.module.css'
import { StatusBadge } from './status-badge.tsx'

/** So many are looked at unasked: each look asks Meta a dozen things. */
const LOOKED_AT = 6

const NumbersScreen = () => {
  const { t } = useTranslation('numbers')
  const mayConnect = can(useMe(), 'administer')
  const query = useQuery(integrationsQuery)
  const connect = mayConnect && (
    <Button component={Link} to="/numbers/connect" leftSection={<Plus size={16} aria-hidden />}>
      {t('connect')}
    </Button>
  )
  return (
    <Page title={t('title')} hint={t('hint')} actions={query.data?.length ? connect : undefined}>
      {query.isError && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data?.length === 0 ? (
        <EmptyState icon={Phone} title={t('none')} hint={mayConnect ? t('noneHint') : t('noneForYou')}>
          {connect}
        </EmptyState>
      ) : (
        <ul className={styles.cards} aria-busy={query.isPending}>
          {query.data?.map((number, index) => (
            <NumberCard key={number.id} number={number} isLookedAt={index < LOOKED_AT} />
          )) ?? ['a', 'b'].map((key) => <Skeleton key={key} component="li" height={190} radius="md" />)}
        </ul>
      )}
    </Page>
  )
}

const NumberCard = ({ number, isLookedAt }: { number: Integration; isLookedAt: boolean }) => {
  const { t } = useTranslation('numbers')
  const doctor = useQuery({ ...doctorQuery(number.id), enabled: isLookedAt })
  return (
    <li className={styles.card}>
      <div className={styles.head}>
        <div className={styles.names}>
          <h2 className={styles.name}>
            <Link to="/numbers/$numberId" params={{ numberId: number.id }}>
              {number.display_name}
            </Link>
          </h2>
          <span className={styles.phone}>{number.phone_number || t('unknownPhone')}</span>
        </div>
        <StatusBadge status={number.status} />
      </div>
      <Facts number={number} doctor={doctor.data} />
      <div className={styles.health}>
        {doctor.data ? (
          <Health amiss={doctor.data.findings.filter(({ ok }) => !ok).length} />
        ) : doctor.isFetching ? (
          <Skeleton height={14} width="9rem" />
        ) : (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<Stethoscope size={16} aria-hidden />}
            onClick={() => void doctor.refetch()}
          >
            {t('ask')}
          </Button>
        )}
      </div>
    </li>
  )
}

const Health = ({ amiss }: { amiss: number }) => {
  const { t } = useTranslation('numbers')
  return amiss === 0 ? (
    <span className={styles.well}>
      <CircleCheck size={16} aria-hidden />
      {t('well')}
    </span>
  ) : (
    <span className={styles.amiss}>
      <CircleAlert size={16} aria-hidden />
      {t('amiss', { count: amiss })}
    </span>
  )
}

export const numbersRoute = createLazyRoute('/signed-in/numbers')({ component: NumbersScreen })
