/** A button of a template: `type` in upper case, the rest as it was submitted. */
export type TemplateButton = { type: string; text?: string; url?: string; [field: string]: unknown }

/** A part of a template: `type` and `format` in upper case, the rest as it was submitted. */
export type TemplateComponent = {
  type: string
  format?: string
  text?: string
  buttons?: TemplateButton[]
  cards?: { components: TemplateComponent[] }[]
  [field: string]: unknown
}

type TemplateStatus = 'APPROVED' | 'PENDING' | 'REJECTED' | 'PAUSED' | 'DISABLED' | 'ARCHIVED' | 'IN_APPEAL'

type QualityScore = 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN'

/** One language of a template: the Graph API counts each as an object of its own. */
export type Template = {
  id: string
  name: string
  language: string
  category: string
  parameterFormat: 'POSITIONAL' | 'NAMED'
  components: TemplateComponent[]
  status: TemplateStatus
  rejectedReason: string
  qualityScore: QualityScore
  qualityAt: number
  messageSendTtlSeconds?: number
  previousCategory?: string
  /** It was approved at some time: its name is kept when it is deleted. */
  wasApproved?: boolean
  /** When it was edited while it was approved, Unix milliseconds. */
  editedAt?: number[]
  createdAt: number
  updatedAt: number
  /** When the review ends; absent when none is running. */
  reviewAt?: number
}

export const categories = ['MARKETING', 'UTILITY', 'AUTHENTICATION'] as const

/** The languages of templates (Cloud API, template languages). */
const languages: ReadonlySet<string> = new Set(
  (
    'af sq ar ar_EG ar_AE ar_LB ar_MA ar_QA az be_BY bn bn_IN bg ca zh_CN zh_HK zh_TW hr cs da prs_AF nl nl_BE ' +
    'en en_GB en_US en_AE en_AU en_CA en_GH en_IE en_IN en_JM en_MY en_NZ en_QA en_SG en_UG en_ZA et fil fi fr ' +
    'fr_BE fr_CA fr_CH fr_CI fr_MA ka de de_AT de_CH el gu ha he hi hu id ga it ja kn kk rw_RW ko ky_KG lo lv lt ' +
    'mk ms ml mr nb ps_AF fa pl pt_BR pt_PT pa ro ru sr si_LK sk sl es es_AR es_CL es_CO es_CR es_DO es_EC es_HN ' +
    'es_MX es_PA es_PE es_ES es_UY sw sv ta te th tr uk ur uz vi zu'
  ).split(' '),
)

export const isTemplateLanguage = (code: string): boolean => languages.has(code)

/** There is one template of a name in a language. */
export const templateKey = ({ name, language }: Pick<Template, 'name' | 'language'>): string =>
  `${language} ${name}`
