import type { TemplateComponent } from '../templates/template.ts'

/** A template of the first start: its parts by language. */
export type SeedTemplate = {
  name: string
  category: 'MARKETING' | 'UTILITY' | 'AUTHENTICATION'
  isNamed?: true
  translations: Record<string, TemplateComponent[]>
  /** Languages that are in review and stay so; the others are approved. */
  pending?: string[]
}

/** The handles of the samples in media headers. */
export type SampleHandles = { image: string; video: string; document: string }
