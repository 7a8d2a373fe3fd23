import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute } from '@tanstack/react-router'
import { ErrorState } from '../../components/error-state.tsx'
import { NotFound } from '../../components/not-found.tsx'
import screen from '../../components/screen.module.css'
import { templatesQuery } from '../../inbox/queries.ts'
import { languagesQuery } from '../languages.ts'
import { Editor } from './editor.tsx'

const TemplateScreen = () => {
  const { integrationId, templateId } = templateRoute.useParams()
  const templates = useQuery(templatesQuery(integrationId))
  const languages = useQuery(languagesQuery)
  const error = templates.error ?? languages.error
  if (error)
    return (
      <ErrorState
        error={error}
        onRetry={() => {
          void templates.refetch()
          void languages.refetch()
        }}
      />
    )
  if (!templates.data || !languages.data)
    return (
      <div className={screen.screen} aria-busy>
        <Skeleton height="100%" radius={0} />
      </div>
    )
  const template = templates.data.find(({ id }) => `${id}` === templateId)
  if (!template && templateId !== 'new') return <NotFound />
  return (
    <Editor
      key={`${integrationId}/${templateId}`}
      integrationId={integrationId}
      template={template}
      templates={templates.data}
      languages={languages.data}
    />
  )
}

export const templateRoute = createLazyRoute('/signed-in/templates/$integrationId/$templateId')({
  component: TemplateScreen,
})
