import { Button, Group, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { ShieldAlert, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/call.ts'
import { useMe } from '../../session/session.ts'
import { Card } from '../../settings/page.tsx'
import { tellError } from '../../words/error.ts'
import { RecoveryCodes } from './recovery-codes.tsx'
import { TurnOff } from './turn-off.tsx'
import { type Secret, TurnOn } from './turn-on.tsx'

type Step = { name: 'on'; secret: Secret } | { name: 'codes'; codes: string[] } | { name: 'off' }

export const TwoFactor = () => {
  const { t } = useTranslation('account')
  const { two_factor: isOn } = useMe()
  const [step, setStep] = useState<Step>()
  const close = () => setStep(undefined)
  const start = useMutation({
    mutationFn: () => call<Secret>('POST', '/me/two-factor'),
    onSuccess: (secret) => setStep({ name: 'on', secret }),
    onError: tellError,
  })
  const Icon = isOn ? ShieldCheck : ShieldAlert
  return (
    <Card title={t('twoFactor')} hint={t('twoFactorHint')}>
      <Group justify="space-between">
        <Group gap="xs">
          <Icon size={20} color={isOn ? 'var(--accent)' : 'var(--warn)'} aria-hidden />
          <Text fw={500}>{t(isOn ? 'twoFactorIsOn' : 'twoFactorIsOff')}</Text>
        </Group>
        {isOn ? (
          <Button variant="default" onClick={() => setStep({ name: 'off' })}>
            {t('turnOff')}
          </Button>
        ) : (
          <Button loading={start.isPending} onClick={() => start.mutate()}>
            {t('turnOn')}
          </Button>
        )}
      </Group>
      {step?.name === 'on' && (
        <TurnOn secret={step.secret} onDone={(codes) => setStep({ name: 'codes', codes })} onClose={close} />
      )}
      {step?.name === 'codes' && <RecoveryCodes codes={step.codes} onClose={close} />}
      {step?.name === 'off' && <TurnOff onClose={close} />}
    </Card>
  )
}
