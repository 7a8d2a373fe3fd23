import { useBlocker } from '@tanstack/react-router'
import { lazy, type RefObject, Suspense } from 'react'
import { useTranslation } from 'react-i18next'

const Confirm = lazy(() => import('../../components/confirm.tsx'))

/** Asks before what was written and not kept is left behind. */
export const LeaveGuard = ({
  isChanged,
  isLeaving,
}: {
  isChanged: boolean
  /** It has just been kept: the way on is free. */
  isLeaving: RefObject<boolean>
}) => {
  const { t } = useTranslation('templates')
  const blocker = useBlocker({
    shouldBlockFn: () => isChanged && !isLeaving.current,
    enableBeforeUnload: isChanged,
    withResolver: true,
  })
  if (blocker.status !== 'blocked') return null
  return (
    <Suspense>
      <Confirm
        title={t('leave.title')}
        action={t('leave.action')}
        onConfirm={async () => blocker.proceed()}
        onClose={() => blocker.reset()}
      >
        {t('leave.text')}
      </Confirm>
    </Suspense>
  )
}
