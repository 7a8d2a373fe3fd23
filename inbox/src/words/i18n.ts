import i18next, { type BackendModule } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '../api/types.ts'

/** Each screen has its words beside it, `<screen>/words/<language>.ts`, and loads them when it is opened. */
const loaders = import.meta.glob<{ default: Record<string, unknown> }>([
  './*.ts',
  '../*/words/*.ts',
  '!./i18n.ts',
  '!./same-words.ts',
  '!./*.d.ts',
])

const backend: BackendModule = {
  type: 'backend',
  init: () => {},
  read: (language, namespace, done) => {
    const path = namespace === 'common' ? `./${language}.ts` : `../${namespace}/words/${language}.ts`
    const load = loaders[path]
    if (!load) done(new Error(`There are no words at ${path}.`), false)
    else
      load().then(
        (module) => done(null, module.default as never),
        (error) => done(error, false),
      )
  },
}

const LANGUAGES: Language[] = ['en', 'tr']
const KEY = 'masa.language'

/** Until somebody has signed in: what was last used here, else the first of the browser's languages that we speak. */
const findLanguage = (): Language => {
  const wanted = [localStorage.getItem(KEY) ?? '', ...navigator.languages].map((one) => one.slice(0, 2))
  return wanted.find((one): one is Language => LANGUAGES.includes(one as Language)) ?? 'en'
}

export const startWords = async (): Promise<void> => {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language
    localStorage.setItem(KEY, language)
  })
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: findLanguage(),
      fallbackLng: false,
      supportedLngs: LANGUAGES,
      ns: ['common'],
      defaultNS: 'common',
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
    })
}

export const changeLanguage = (language: Language): Promise<unknown> => i18next.changeLanguage(language)

/** The words of a screen, before it is shown. */
export const loadWords = (namespace: string): Promise<void> => i18next.loadNamespaces(namespace)
