import { invalid, optionalText, requireFields, requireList, requireText, requireUnique } from '../fields.ts'
import { checkBody, checkFooter, checkHeader, type InteractiveCheck, requireAction } from './parts.ts'

const maxRows = 10

/** `list`: up to ten sections with ten rows in all; sections need titles when there are several. */
export const checkList = (check: InteractiveCheck): undefined => {
  checkHeader(check, ['text'])
  checkBody(check, 4096)
  checkFooter(check)
  const action = requireAction(check)
  requireText(action['button'], 'interactive.action.button', 20)
  const path = 'interactive.action.sections'
  const sections = requireList(action['sections'], path, 1, 10)
  const ids: string[] = []
  for (const [index, item] of sections.entries()) {
    const section = requireFields(item, `${path}[${index}]`)
    checkSectionTitle(section['title'], `${path}[${index}].title`, sections.length)
    for (const [row, value] of requireList(section['rows'], `${path}[${index}].rows`, 1, maxRows).entries()) {
      ids.push(checkRow(value, `${path}[${index}].rows[${row}]`))
    }
  }
  if (ids.length > maxRows) {
    throw invalid(
      path,
      `must have at most ${maxRows} rows in all sections together; there are ${ids.length}.`,
    )
  }
  requireUnique(ids, `${path} row ids`)
}

/** 24 characters, needed when there is more than one section. */
export const checkSectionTitle = (title: unknown, path: string, sectionCount: number): void => {
  if (sectionCount > 1) requireText(title, path, 24)
  else optionalText(title, path, 24)
}

const checkRow = (value: unknown, path: string): string => {
  const row = requireFields(value, path)
  requireText(row['title'], `${path}.title`, 24)
  optionalText(row['description'], `${path}.description`, 72)
  return requireText(row['id'], `${path}.id`, 200)
}
