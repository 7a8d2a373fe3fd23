import { Anchor, Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, OfflineError } from '../api/call.ts'
import icon from '../icon.svg'
import { signIn } from './session.ts'
import styles from './sign-in.module.css'

type Step = 'password' | 'otp' | 'recovery'

const SignIn = () => {
  const { t } = useTranslation('session')
  const client = useQueryClient()
  const navigate = useNavigate()
  const { to = '/' } = useSearch({ from: '/sign-in' })
  const [step, setStep] = useState<Step>('password')
  const [values, setValues] = useState({ email: '', password: '', code: '' })
  const set = (name: keyof typeof values) => (event: { currentTarget: { value: string } }) =>
    setValues({ ...values, [name]: event.currentTarget.value })

  const attempt = useMutation({
    mutationFn: () => {
      const { email, password, code } = values
      const second = step === 'otp' ? { otp: code } : step === 'recovery' ? { recovery_code: code } : {}
      return signIn(client, { email: email.trim(), password, ...second })
    },
    onSuccess: () => navigate({ to }),
    onError: (error) => {
      if (step === 'password' && error instanceof ApiError && error.code === 'otp_required') setStep('otp')
    },
  })
  const error = useWords(attempt.error, step)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    attempt.mutate()
  }
  const go = (next: Step) => {
    attempt.reset()
    setValues({ ...values, code: '' })
    setStep(next)
  }
  return (
    <main className={styles.page}>
      <form className={styles.card} onSubmit={submit}>
        <img src={icon} alt="" width={40} height={40} />
        <Title order={1}>{step === 'password' ? t('title') : t('otpTitle')}</Title>
        {step === 'password' ? (
          <Stack gap="sm">
            <TextInput
              label={t('email')}
              type="email"
              autoComplete="username"
              required
              withAsterisk={false}
              data-autofocus
              autoFocus
              value={values.email}
              onChange={set('email')}
            />
            <PasswordInput
              label={t('password')}
              autoComplete="current-password"
              required
              withAsterisk={false}
              value={values.password}
              onChange={set('password')}
            />
          </Stack>
        ) : (
          <TextInput
            key={step}
            label={t(step)}
            description={t(step === 'otp' ? 'otpHint' : 'recoveryHint')}
            inputMode={step === 'otp' ? 'numeric' : 'text'}
            autoComplete="one-time-code"
            required
            withAsterisk={false}
            autoFocus
            value={values.code}
            onChange={set('code')}
          />
        )}
        <Text role="alert" size="sm" c="var(--danger)" className={styles.error}>
          {error}
        </Text>
        <Button type="submit" fullWidth loading={attempt.isPending}>
          {t('submit')}
        </Button>
        {step === 'password' && (
          <Anchor component={Link} to="/forgot" size="sm">
            {t('forgot')}
          </Anchor>
        )}
        {step !== 'password' && (
          <div className={styles.others}>
            <Anchor
              component="button"
              type="button"
              size="sm"
              onClick={() => go(step === 'otp' ? 'recovery' : 'otp')}
            >
              {t(step === 'otp' ? 'useRecovery' : 'useOtp')}
            </Anchor>
            <Anchor component="button" type="button" size="sm" onClick={() => go('password')}>
              {t('otherAccount')}
            </Anchor>
          </div>
        )}
      </form>
    </main>
  )
}

const useWords = (error: Error | null, step: Step): string => {
  const { t } = useTranslation(['session', 'common'])
  if (!error) return ''
  if (error instanceof OfflineError) return t('error.offline', { ns: 'common' })
  if (!(error instanceof ApiError)) return error.message
  if (error.code === 'otp_required') return step === 'password' ? '' : t('otpWrong')
  if (error.status === 429) return t('tooMany')
  if (error.status === 401) return step === 'password' ? t('wrong') : t('otpWrong')
  return error.message
}

export const signInRoute = createLazyRoute('/sign-in')({ component: SignIn })
