import { Anchor, Button, PasswordInput, Text, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, call } from '../api/call.ts'
import { FormError } from '../components/form-error.tsx'
import { useForm } from '../components/use-form.ts'
import icon from '../icon.svg'
import { forgetSession } from './session.ts'
import styles from './sign-in.module.css'

/** Sets a password by a link; what proves that one may stands behind its `#`. */
const Reset = () => {
  const { t } = useTranslation('session')
  const client = useQueryClient()
  const [token] = useState(() => decodeURIComponent(window.location.hash.slice(1)))
  const [isDone, setDone] = useState(false)
  const form = useForm({ password: '' }, async ({ password }) => {
    await call('POST', '/password-resets/confirm', { json: { token, password } }).catch(explain)
    // Whoever was signed in here may be the one whose sessions have just ended.
    forgetSession(client)
    // The link is used up: it is not to stand in the address any longer.
    window.history.replaceState(window.history.state, '', window.location.pathname)
    setDone(true)
  })
  const explain = (error: unknown): never => {
    throw error instanceof ApiError && error.fields['token'] ? new Error(t('resetOld')) : error
  }
  return (
    <main className={styles.page}>
      <form className={styles.card} onSubmit={form.onSubmit}>
        <img src={icon} alt="" width={40} height={40} />
        <Title order={1}>{t(isDone ? 'resetDone' : 'resetTitle')}</Title>
        {isDone ? (
          <Button component={Link} to="/sign-in" fullWidth>
            {t('submit')}
          </Button>
        ) : token === '' ? (
          <Text>{t('resetOld')}</Text>
        ) : (
          <>
            <PasswordInput
              label={t('newPassword')}
              description={t('newPasswordHint')}
              autoComplete="new-password"
              required
              minLength={10}
              withAsterisk={false}
              autoFocus
              {...form.text('password')}
            />
            <FormError error={form.error} />
            <Button type="submit" fullWidth loading={form.isBusy}>
              {t('resetSubmit')}
            </Button>
          </>
        )}
        {!isDone && (
          <Anchor component={Link} to="/sign-in" size="sm">
            {t('backToSignIn')}
          </Anchor>
        )}
      </form>
    </main>
  )
}

export const resetRoute = createLazyRoute('/reset')({ component: Reset })
