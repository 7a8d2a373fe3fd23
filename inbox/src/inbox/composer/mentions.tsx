import { useTranslation } from 'react-i18next'
import type { Agent } from '../../api/types.ts'
import { Face } from '../../components/face.tsx'
import { useMe } from '../../session/session.ts'
import { useAgents } from '../../shell/agents.ts'
import { SuggestionList, type Suggestions, useSuggestions } from './suggestions.tsx'

/** An @ at the end of a text, with the beginning of a name. */
const ASKED = /(?<=^|\s)@([^@\n]{0,40})$/

/** The ids of those of the team whom a text names by `@` and their name. */
export const findMentioned = (text: string, team: readonly Pick<Agent, 'id' | 'name'>[]): number[] =>
  team.filter(({ name }) => text.includes(`@${name}`)).map(({ id }) => id)

/** `@` in a note: the others of the team whose name it begins. */
export const useMentions = (text: string, onChange: (text: string) => void): Suggestions<Agent> => {
  const me = useMe()
  const { data: team = [] } = useAgents()
  const typed = ASKED.exec(text)?.[1]
  const begins = (name: string) =>
    name.toLocaleLowerCase().startsWith(typed!.toLocaleLowerCase()) && name !== typed!.trimEnd()
  const found = typed === undefined ? [] : team.filter(({ id, name }) => id !== me.id && begins(name))
  return useSuggestions({
    // Words that begin no name are a text like any other.
    asked: found.length > 0 ? typed : undefined,
    found,
    choose: ({ name }) => onChange(`${text.replace(ASKED, '')}@${name} `),
  })
}

export const Mentions = ({ state }: { state: Suggestions<Agent> }) => {
  const { t } = useTranslation('inbox')
  return (
    <SuggestionList state={state} label={t('composer.team')} none="">
      {({ name }) => (
        <>
          <Face name={name} size={22} />
          <span>{name}</span>
        </>
      )}
    </SuggestionList>
  )
}
