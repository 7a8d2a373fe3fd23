import { Anchor, Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Circle, CircleCheckBig, ExternalLink } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useEvents } from '../live/listeners.ts'
import { setPreference, usePreferences } from '../preferences.ts'
import { can, useMe } from '../session/session.ts'
import { loadWords } from '../words/i18n.ts'
import styles from './first-minutes.module.css'
import { type Sandbox, STEPS, type StepName, sandboxQuery } from './queries.ts'

/**
 * What a newcomer may try with the sandbox, while it is on and until it was put away; else what stands there otherwise.
 * Folded where there is little room.
 */
const FirstMinutes = ({ isFolded = false, otherwise }: { isFolded?: boolean; otherwise: ReactNode }) => {
  const { hideFirstMinutes } = usePreferences()
  const { data, isError } = useQuery({ ...sandboxQuery, enabled: !hideFirstMinutes })
  if (hideFirstMinutes || isError || data?.is_on === false) return otherwise
  if (!data) return null
  return isFolded ? <Folded sandbox={data} /> : <Card sandbox={data} />
}

const countDone = ({ first_steps: steps }: Sandbox): number =>
  STEPS.filter((name) => steps[name] !== null).length

const Card = ({ sandbox }: { sandbox: Sandbox }) => {
  const { t } = useTranslation('first-minutes')
  return (
    <div className={styles.frame}>
      <section className={styles.card} aria-labelledby="first-minutes">
        <h2 id="first-minutes" className={styles.title}>
          {t('title')}
        </h2>
        <p className={styles.progress} role="status">
          {t('progress', { done: countDone(sandbox), count: STEPS.length })}
        </p>
        <Checklist sandbox={sandbox} />
      </section>
    </div>
  )
}

const Folded = ({ sandbox }: { sandbox: Sandbox }) => {
  const { t } = useTranslation('first-minutes')
  return (
    <details className={styles.folded}>
      <summary>
        <strong>{t('title')}</strong> · {t('progress', { done: countDone(sandbox), count: STEPS.length })}
      </summary>
      <Checklist sandbox={sandbox} />
    </details>
  )
}

const Checklist = ({ sandbox }: { sandbox: Sandbox }) => {
  const { t } = useTranslation('first-minutes')
  useTicks()
  return (
    <>
      <p className={styles.hint}>{t('hint')}</p>
      <ol className={styles.steps}>
        {STEPS.map((name) => (
          <Step key={name} name={name} sandbox={sandbox} />
        ))}
      </ol>
      {countDone(sandbox) === STEPS.length && <Afterwards />}
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        onClick={() => setPreference('hideFirstMinutes', true)}
      >
        {t('dismiss')}
      </Button>
    </>
  )
}

const Step = ({ name, sandbox }: { name: StepName; sandbox: Sandbox }) => {
  const { t } = useTranslation('first-minutes')
  const isDone = sandbox.first_steps[name] !== null
  return (
    <li className={styles.step} data-done={isDone || undefined}>
      {isDone ? <CircleCheckBig size={20} aria-label={t('done')} /> : <Circle size={20} aria-hidden />}
      <div>
        <h3 className={styles.name}>{t(`step.${name}`)}</h3>
        <p className={styles.hint}>{t(`hints.${name}`)}</p>
        {name === 'wrote_at' && sandbox.phone_url && (
          <Away href={sandbox.phone_url}>{t('action.wrote_at')}</Away>
        )}
        {name === 'told_at' && sandbox.receiver_url && (
          <Away href={sandbox.receiver_url}>{t('action.told_at')}</Away>
        )}
      </div>
    </li>
  )
}

const Away = ({ href, children }: { href: string; children: string }) => (
  <Anchor href={href} target="_blank" rel="noreferrer" className={styles.away}>
    {children}
    <ExternalLink size={14} aria-hidden />
  </Anchor>
)

const Afterwards = () => {
  const { t } = useTranslation('first-minutes')
  const mayConnect = can(useMe(), 'administer')
  return (
    <p className={styles.after}>
      {t('all')} {mayConnect && <Link to="/numbers/connect">{t('connect')}</Link>}
    </p>
  )
}

/** Each message may have been a step; the shop's webhook follows it by a moment. */
const AFTER_MS = 1_500

const useTicks = (): void => {
  const client = useQueryClient()
  const look = () => void client.invalidateQueries({ queryKey: sandboxQuery.queryKey })
  useEvents((events) => {
    if (!events.some(({ type }) => type === 'message.received' || type === 'message.status')) return
    look()
    setTimeout(look, AFTER_MS)
  })
  // What happened while something else was shown here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is shown
  useEffect(look, [])
}

/** The words come along with what is shown by them. */
export const loadFirstMinutes = async () => {
  await loadWords('first-minutes')
  return { default: FirstMinutes }
}
