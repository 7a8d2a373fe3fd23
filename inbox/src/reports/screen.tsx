import '@mantine/core/styles/FloatingIndicator.layer.css'
import '@mantine/core/styles/SegmentedControl.layer.css'
import '@mantine/core/styles/Tabs.layer.css'
import { Button, Tabs } from '@mantine/core'
import { createLazyRoute, useNavigate } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Page } from '../components/page.tsx'
import type { ReportSearch } from './address.ts'
import { AgentsReport } from './agents-report.tsx'
import { reportFile } from './queries.ts'
import styles from './reports.module.css'
import { VolumeReport } from './volume-report.tsx'

/** What the team did, and how much there was to do. */
const ReportsScreen = () => {
  const { t, i18n } = useTranslation('reports')
  const search = reportsScreen.useSearch()
  const navigate = useNavigate()
  const go = (next: ReportSearch) => void navigate({ to: '/reports', search: next, replace: true })
  const { about = 'agents', ...rest } = search
  const file = (
    <Button
      component="a"
      variant="default"
      href={reportFile(about, search, i18n.language === 'tr' ? 'tr' : 'en')}
      download
      leftSection={<Download size={16} aria-hidden />}
    >
      {t('file')}
    </Button>
  )
  return (
    <Page title={t('title')} hint={t('hint')} actions={file}>
      <Tabs
        value={about}
        onChange={(value) => go(value === 'volume' ? { about: value, ...rest } : rest)}
        keepMounted={false}
      >
        <Tabs.List aria-label={t('about')}>
          <Tabs.Tab value="agents">{t('agents.title')}</Tabs.Tab>
          <Tabs.Tab value="volume">{t('volume.title')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="agents" className={styles.report}>
          <AgentsReport search={search} onSearch={go} />
        </Tabs.Panel>
        <Tabs.Panel value="volume" className={styles.report}>
          <VolumeReport search={search} onSearch={go} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}

export const reportsScreen = createLazyRoute('/signed-in/reports')({ component: ReportsScreen })
