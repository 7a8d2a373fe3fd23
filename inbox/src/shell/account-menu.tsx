import '@mantine/core/styles/Menu.layer.css'
import { Menu, Text, useMantineColorScheme } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { Check, LogOut } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../api/call.ts'
import { AGENT_STATES, type Agent, type AgentState, type Language } from '../api/types.ts'
import { duration, useNow } from '../components/time.ts'
import { type Preferences, setPreference, usePreferences } from '../preferences.ts'
import { signOut, useMe } from '../session/session.ts'
import { tellError } from '../words/error.ts'
import { changeLanguage } from '../words/i18n.ts'
import { AgentDot } from './agent-dot.tsx'

/** The state of whoever is signed in, how the app looks and tells, and the way out. */
const AccountMenu = ({
  target,
  own,
  onClose,
}: {
  target: ReactNode
  own: Agent | undefined
  onClose: () => void
}) => {
  const { t } = useTranslation()
  const me = useMe()
  const client = useQueryClient()
  const router = useRouter()
  return (
    <Menu opened onClose={onClose} position="right-end" width={300} closeOnItemClick={false} trapFocus>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown mah="90vh" style={{ overflowY: 'auto' }}>
        <Menu.Label>
          <Text fw={600} size="sm" c="bright">
            {me.name}
          </Text>
          {me.email}
        </Menu.Label>
        {own && <StateItems state={own.state} since={own.since} />}
        <Menu.Divider />
        <ThemeItems />
        <Menu.Divider />
        <LanguageItems />
        <Menu.Divider />
        <PreferenceItems />
        <Menu.Divider />
        <Menu.Item
          leftSection={<LogOut size={16} aria-hidden />}
          onClick={() => signOut(client, router).catch(tellError)}
        >
          {t('account.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

const StateItems = ({ state, since }: { state: AgentState; since: string }) => {
  const { t } = useTranslation()
  const now = useNow()
  const change = useMutation({
    mutationFn: (next: AgentState) => call('PUT', '/me/state', { json: { state: next } }),
    onError: tellError,
  })
  return (
    <>
      <Menu.Label>
        {t('agent.label')} · {duration(now - Date.parse(since))}
      </Menu.Label>
      {AGENT_STATES.map((one) => (
        <Menu.Item
          key={one}
          role="menuitemradio"
          aria-checked={one === state}
          leftSection={<AgentDot state={one} />}
          rightSection={one === state && <Check size={16} aria-hidden />}
          onClick={() => change.mutate(one)}
        >
          {t(`agent.${one}`)}
          <Text size="xs" c="dimmed">
            {t(`agent.${one}Hint`)}
          </Text>
        </Menu.Item>
      ))}
    </>
  )
}

const ThemeItems = () => {
  const { t } = useTranslation()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <>
      <Menu.Label>{t('theme.label')}</Menu.Label>
      {(['light', 'dark', 'auto'] as const).map((one) => (
        <Menu.Item
          key={one}
          role="menuitemradio"
          aria-checked={one === colorScheme}
          rightSection={one === colorScheme && <Check size={16} aria-hidden />}
          onClick={() => setColorScheme(one)}
        >
          {t(`theme.${one}`)}
        </Menu.Item>
      ))}
    </>
  )
}

const LanguageItems = () => {
  const { t, i18n } = useTranslation()
  const choose = (language: Language) => {
    void changeLanguage(language)
    call('PUT', '/me', { json: { language } }).catch(tellError)
  }
  return (
    <>
      <Menu.Label>{t('language.label')}</Menu.Label>
      {(['en', 'tr'] as const).map((one) => (
        <Menu.Item
          key={one}
          role="menuitemradio"
          aria-checked={one === i18n.language}
          rightSection={one === i18n.language && <Check size={16} aria-hidden />}
          onClick={() => choose(one)}
        >
          {t(`language.${one}`)}
        </Menu.Item>
      ))}
    </>
  )
}

const PreferenceItems = () => {
  const { t } = useTranslation()
  const preferences = usePreferences()
  const isDenied = typeof Notification !== 'undefined' && Notification.permission === 'denied'
  const toggle = async (name: keyof Preferences) => {
    if (name === 'desktop' && !preferences.desktop && (await Notification.requestPermission()) !== 'granted')
      return
    setPreference(name, !preferences[name])
  }
  const item = (name: keyof Preferences, label: string, hint?: string) => (
    <Menu.Item
      role="menuitemcheckbox"
      aria-checked={preferences[name]}
      rightSection={preferences[name] && <Check size={16} aria-hidden />}
      onClick={() => void toggle(name)}
    >
      {label}
      {hint && (
        <Text size="xs" c="dimmed">
          {hint}
        </Text>
      )}
    </Menu.Item>
  )
  return (
    <>
      <Menu.Label>{t('notify.label')}</Menu.Label>
      {item('sound', t('notify.sound'))}
      {item('title', t('notify.title'))}
      {item('desktop', t('notify.desktop'), isDenied ? t('notify.denied') : undefined)}
      <Menu.Divider />
      {item('enterSends', t('account.enterSends'))}
    </>
  )
}

export default AccountMenu
