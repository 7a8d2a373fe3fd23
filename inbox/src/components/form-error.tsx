import { Text } from '@mantine/core'
import { errorText } from '../words/error.ts'

/** What is wrong with a form as a whole, beside its buttons; heard as soon as it is there. */
export const FormError = ({ error }: { error: unknown }) => (
  <Text role="alert" size="sm" c="var(--danger)" flex={1}>
    {error === undefined ? '' : errorText(error)}
  </Text>
)
