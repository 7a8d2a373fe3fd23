import { useEffect, useState } from 'react'

/** An address under which this page alone can show a file of this machine. */
export const useFileUrl = (file: File | null): string | undefined => {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (!file) return
    const made = URL.createObjectURL(file)
    setUrl(made)
    return () => {
      setUrl(undefined)
      URL.revokeObjectURL(made)
    }
  }, [file])
  return url
}
