import styles from './bubble-preview.module.css'

/** A text as it will stand in a chat. */
export const BubblePreview = ({ label, text }: { label: string; text: string }) => (
  <figure className={styles.preview}>
    <figcaption>{label}</figcaption>
    <p>{text}</p>
  </figure>
)
