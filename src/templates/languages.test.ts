import { describe, expect, it } from 'vitest'
import { findLanguageByCode, findLanguageById, languages } from './languages.ts'

describe('languages', () => {
  it('finds none for a code or an id that is not in the table', () => {
    expect(findLanguageByCode('xx')).toBeUndefined()
    expect(findLanguageByCode('')).toBeUndefined()
    expect(findLanguageById(0)).toBeUndefined()
    expect(findLanguageById(1.5)).toBeUndefined()
    expect(findLanguageById(languages.length + 1)).toBeUndefined()
  })

  it('gives the documented ids to English and Türkçe', () => {
    expect(findLanguageById(1)).toEqual({ id: 1, code: 'en', label: 'English' })
    expect(findLanguageById(2)).toEqual({ id: 2, code: 'tr', label: 'Türkçe' })
  })

  it('reads a code with a hyphen, an underscore or in other case as the same', () => {
    const american = findLanguageByCode('en_US')
    expect(american?.label).toBe('English (US)')
    for (const written of ['en-US', 'EN_us', 'en-us', ' en_US ']) {
      expect(findLanguageByCode(written)).toBe(american)
    }
  })

  it('numbers the table from 1 without a gap, each code and each label once', () => {
    expect(languages.map(({ id }) => id)).toEqual(languages.map((_, index) => index + 1))
    expect(new Set(languages.map(({ code }) => code.toLowerCase())).size).toBe(languages.length)
    expect(new Set(languages.map(({ label }) => label)).size).toBe(languages.length)
  })

  it('never renumbers: a language that has an id keeps it', () => {
    const pinned = [
      'en tr af sq ar ar_EG ar_AE ar_LB ar_MA ar_QA az be_BY bn bn_IN bg ca zh_CN zh_HK',
      'zh_TW hr cs da prs_AF nl nl_BE en_GB en_US en_AE en_AU en_CA en_GH en_IE en_IN en_JM',
      'en_MY en_NZ en_QA en_SG en_UG en_ZA et fil fi fr fr_BE fr_CA fr_CH fr_CI fr_MA ka de',
      'de_AT de_CH el gu ha he hi hu id ga it ja kn kk rw_RW ko ky_KG lo lv lt mk ms ml mr',
      'nb ps_AF fa pl pt_BR pt_PT pa ro ru sr si_LK sk sl es es_AR es_CL es_CO es_CR es_DO',
      'es_EC es_HN es_MX es_PA es_PE es_ES es_UY sw sv ta te th uk ur uz vi zu',
    ].join(' ')
    const codes = pinned.split(' ')
    expect(languages.slice(0, codes.length).map(({ code }) => code)).toEqual(codes)
  })
})
