import { commit, type Sandbox } from '../context.ts'
import type { State } from '../state/state.ts'

/** Whether a file is the sample of a template's header: such a one is kept as long as the template. */
export const isTemplateSample = ({ templates }: State, id: string): boolean =>
  [...templates.values()].some(({ components }) => JSON.stringify(components).includes(`:${id}"`))

/** Forgets files whose time is over. */
export const dropExpiredMedia = async (sandbox: Sandbox): Promise<void> => {
  for (const { id, expiresAt } of [...sandbox.state.media.values()]) {
    if (expiresAt > sandbox.now() || isTemplateSample(sandbox.state, id)) continue
    commit(sandbox, { t: 'media-gone', id })
    await sandbox.mediaFolder.remove(id)
  }
}
