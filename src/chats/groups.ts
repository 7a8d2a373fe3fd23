/** Things that turn out to belong together, two at a time. */
export type Groups = {
  join(a: string, b: string): void
  /** The same for all that belong together; what was never joined stands for itself. */
  rootOf(a: string): string
}

export const createGroups = (): Groups => {
  const parents = new Map<string, string>()
  const rootOf = (a: string): string => {
    let root = a
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next
    if (root !== a) parents.set(a, root)
    return root
  }
  return {
    rootOf,
    // The smaller stands for both, so that the order in which things are joined does not matter.
    join: (a, b) => {
      const [first, second] = [rootOf(a), rootOf(b)].sort()
      if (first !== second) parents.set(second!, first!)
    },
  }
}
