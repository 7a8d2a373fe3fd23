/** The same words in another language: a key that is missing, or one too many, does not compile. */
export type SameWords<Words> = {
  [Key in keyof Words]: Words[Key] extends string ? string : SameWords<Words[Key]>
}
