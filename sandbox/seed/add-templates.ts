import { commit, type Sandbox } from '../context.ts'
import { createDigits } from '../ids.ts'
import { readSample } from '../media/samples.ts'
import { storeMedia, uploadedForMs } from '../media/store-media.ts'
import { createHandle } from '../media/upload-handle.ts'
import { fillAuthenticationTexts } from '../templates/authentication-text.ts'
import type { Template } from '../templates/template.ts'
import { documentedTemplates } from './documented-templates.ts'
import { createMarketingTemplates } from './marketing-templates.ts'
import type { SampleHandles, SeedTemplate } from './seed-template.ts'
import { createAuthenticationTemplates, createUtilityTemplates } from './utility-templates.ts'

const storeSample = async (sandbox: Sandbox, kind: keyof SampleHandles): Promise<string> => {
  const { mimeType, filename, bytes } = readSample(kind)
  const media = await storeMedia(sandbox, { mimeType, filename, bytes, keptForMs: uploadedForMs })
  return createHandle(media.id, mimeType)
}

const addTemplate = (sandbox: Sandbox, seed: SeedTemplate): void => {
  const { name, category, isNamed, translations, pending = [] } = seed
  const now = sandbox.now()
  for (const [language, components] of Object.entries(translations)) {
    const template: Template = {
      id: createDigits(15),
      name,
      language,
      category,
      parameterFormat: isNamed ? 'NAMED' : 'POSITIONAL',
      components: category === 'AUTHENTICATION' ? fillAuthenticationTexts(components, language) : components,
      status: pending.includes(language) ? 'PENDING' : 'APPROVED',
      rejectedReason: 'NONE',
      qualityScore: 'UNKNOWN',
      qualityAt: now,
      createdAt: now,
      updatedAt: now,
    }
    commit(sandbox, { t: 'template', template })
  }
}

/** The templates of the first start: the documentation's, and some that show every kind of header and button. */
export const addTemplates = async (sandbox: Sandbox): Promise<void> => {
  const handles: SampleHandles = {
    image: await storeSample(sandbox, 'image'),
    video: await storeSample(sandbox, 'video'),
    document: await storeSample(sandbox, 'document'),
  }
  const seeds = [
    ...documentedTemplates,
    ...createMarketingTemplates(handles),
    ...createUtilityTemplates(handles),
    ...createAuthenticationTemplates(),
  ]
  for (const seed of seeds) addTemplate(sandbox, seed)
}
