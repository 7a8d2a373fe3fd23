import { Anchor, Button, Text, TextInput, Title } from '@mantine/core'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../api/call.ts'
import { FormError } from '../components/form-error.tsx'
import { useForm } from '../components/use-form.ts'
import icon from '../icon.svg'
import styles from './sign-in.module.css'

/** Asks for a link by mail. What is said afterwards is the same for an e-mail that nobody has. */
const Forgot = () => {
  const { t } = useTranslation('session')
  const [isAsked, setAsked] = useState(false)
  const form = useForm({ email: '' }, async ({ email }) => {
    await call('POST', '/password-resets', { json: { email: email.trim() } })
    setAsked(true)
  })
  return (
    <main className={styles.page}>
      <form className={styles.card} onSubmit={form.onSubmit}>
        <img src={icon} alt="" width={40} height={40} />
        <Title order={1}>{t('forgotTitle')}</Title>
        <Text role="status">{t(isAsked ? 'forgotAsked' : 'forgotHint')}</Text>
        {!isAsked && (
          <>
            <TextInput
              label={t('email')}
              type="email"
              autoComplete="username"
              required
              withAsterisk={false}
              autoFocus
              {...form.text('email')}
            />
            <FormError error={form.error} />
            <Button type="submit" fullWidth loading={form.isBusy}>
              {t('forgotSubmit')}
            </Button>
          </>
        )}
        <Anchor component={Link} to="/sign-in" size="sm">
          {t('backToSignIn')}
        </Anchor>
      </form>
    </main>
  )
}

export const forgotRoute = createLazyRoute('/forgot')({ component: Forgot })
