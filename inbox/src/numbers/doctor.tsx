import { Button, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { CircleAlert, CircleCheck, Stethoscope } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Integration } from '../api/types.ts'
import { ErrorState } from '../components/error-state.tsx'
import { Section } from '../components/page.tsx'
import { clockTime } from '../components/time.ts'
import styles from './doctor.module.css'
import { doctorQuery, type Finding } from './queries.ts'

/** What the server says where there is nothing to do (src/integrations/doctor/finding.ts). */
const NOTHING = 'Nothing.'

/** The findings of a number: first what needs somebody, with what to do; then what is well. */
export const Doctor = ({ number }: { number: Integration }) => {
  const { t } = useTranslation('numbers')
  const query = useQuery(doctorQuery(number.id))
  const findings = query.data?.findings ?? []
  const amiss = findings.filter(({ ok }) => !ok)
  const well = findings.filter(({ ok }) => ok)
  const look = (
    <Button
      variant="default"
      leftSection={<Stethoscope size={16} aria-hidden />}
      loading={query.isFetching}
      onClick={() => void query.refetch()}
    >
      {t('doctor.again')}
    </Button>
  )
  return (
    <Section title={t('doctor.title')} hint={t('doctor.hint')} actions={look}>
      <div className={styles.pane} aria-busy={query.isFetching}>
        {query.isPending ? (
          <Looking />
        ) : query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <>
            <p className={styles.summary} role="status">
              {amiss.length === 0 ? t('doctor.well') : t('amiss', { count: amiss.length })}{' '}
              <span className={styles.time}>
                {t('doctor.lookedAt', { time: clockTime(new Date(query.dataUpdatedAt).toISOString()) })}
              </span>
            </p>
            {amiss.length > 0 && <Findings findings={amiss} />}
            <details>
              <summary className={styles.others}>{t('doctor.others', { count: well.length })}</summary>
              <Findings findings={well} />
            </details>
          </>
        )}
      </div>
    </Section>
  )
}

const Looking = () => {
  const { t } = useTranslation('numbers')
  return (
    <div className={styles.looking}>
      <p className="sr-only">{t('doctor.looking')}</p>
      {['a', 'b', 'c', 'd'].map((key) => (
        <Skeleton key={key} height={14} />
      ))}
    </div>
  )
}

const Findings = ({ findings }: { findings: Finding[] }) => {
  const { t, i18n } = useTranslation('numbers')
  // The server words what it found, in English, with the names that Meta's own pages have.
  const nameOf = (check: string) =>
    i18n.exists(`numbers:doctor.checks.${check}`) ? t(`doctor.checks.${check as 'token'}`) : check
  return (
    <ul className={styles.findings}>
      {findings.map(({ check, ok, title, what_to_do: advice }) => (
        <li key={check} className={styles.finding} data-ok={ok}>
          {ok ? (
            <CircleCheck size={18} aria-label={t('doctor.isWell')} />
          ) : (
            <CircleAlert size={18} aria-label={t('doctor.isAmiss')} />
          )}
          <div>
            <h3 className={styles.check}>{nameOf(check)}</h3>
            <p lang="en">{title}</p>
            {advice !== NOTHING && (
              <p className={styles.advice}>
                <strong>{t('doctor.advice')}:</strong> <span lang="en">{advice}</span>
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}
