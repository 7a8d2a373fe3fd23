import { createLazyRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { SettingsPage } from '../settings/page.tsx'
import { Password } from './password.tsx'
import { Profile } from './profile.tsx'
import { Sessions } from './sessions.tsx'
import { TwoFactor } from './two-factor/two-factor.tsx'

/** What everybody may change of their own. */
const AccountScreen = () => {
  const { t } = useTranslation()
  return (
    <SettingsPage title={t('settings.account')} isNarrow>
      <Profile />
      <Password />
      <TwoFactor />
      <Sessions />
    </SettingsPage>
  )
}

export const accountRoute = createLazyRoute('/signed-in/settings/account')({ component: AccountScreen })
