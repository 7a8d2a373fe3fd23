import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Draft } from '../drafts.ts'
import styles from './mode-switch.module.css'

const MODES = ['reply', 'note'] as const

/** Whom it is for: the customer, or the team alone. */
export const ModeSwitch = ({
  mode,
  onChange,
}: {
  mode: Draft['mode']
  onChange: (mode: Draft['mode']) => void
}) => {
  const { t } = useTranslation('inbox')
  return (
    <div className={styles.switch}>
      {MODES.map((one) => (
        <UnstyledButton
          key={one}
          className={styles.mode}
          aria-pressed={one === mode}
          onClick={() => onChange(one)}
        >
          {t(`composer.${one}`)}
        </UnstyledButton>
      ))}
    </div>
  )
}
