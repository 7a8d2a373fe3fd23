import { dateTime, fullTime } from './time.ts'

/** A moment, with the whole of it for those who want to know exactly. */
export const When = ({ at }: { at: string }) => (
  <time dateTime={at} title={fullTime(at)} style={{ whiteSpace: 'nowrap' }}>
    {dateTime(at)}
  </time>
)
