import { state } from './store.ts'

/** `#905550000001` is that person's phone; behind a slash stands the business's number, unless it is the first. */
export const addressOf = (key: string, numberId: string = state.numberId): string => {
  const [first] = state.numbers
  const number = state.numbers.find(({ id }) => id === numberId)
  return number && number !== first ? `#${key}/${number.digits}` : `#${key}`
}

/** Who and which number the address of this page names. */
export const readAddress = (): { key: string | undefined; numberId: string | undefined } => {
  const [key = '', digits] = decodeURIComponent(location.hash.slice(1)).split('/')
  const number = digits === undefined ? state.numbers[0] : state.numbers.find((one) => one.digits === digits)
  return { key: key === '' ? undefined : key, numberId: key === '' ? undefined : number?.id }
}
