import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from './empty-state.tsx'

export const NotFound = () => {
  const { t } = useTranslation()
  return (
    <EmptyState isPage icon={Compass} title={t('error.notFound')} hint={t('error.notFoundHint')}>
      <Button component={Link} to="/" variant="default">
        {t('error.goHome')}
      </Button>
    </EmptyState>
  )
}
