import styles from './public-api.module.css'

/** JSON with its lines broken, to be read; anything else as it is. */
export const Code = ({ label, text }: { label: string; text: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
  <section className={styles.code} tabIndex={0} aria-label={label}>
    {indent(text)}
  </section>
)

const indent = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
