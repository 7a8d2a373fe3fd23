import { writeCSharp } from './csharp.ts'
import { writeCurl } from './curl.ts'
import { writeJava } from './java.ts'
import { writeJavaScript } from './javascript.ts'
import { writePhp } from './php.ts'
import { writePython } from './python.ts'
import type { SampleWriter } from './request.ts'

export type Language = {
  /** In attributes and in what the browser remembers. */
  id: string
  label: string
  write: SampleWriter
  /** What the sample wants to run. */
  needs: string
}

/** The languages of the samples, in the order of their tabs. */
export const LANGUAGES: readonly Language[] = [
  { id: 'curl', label: 'cURL', write: writeCurl, needs: 'curl' },
  { id: 'javascript', label: 'JavaScript', write: writeJavaScript, needs: 'Node.js 20 (sample.mjs)' },
  { id: 'python', label: 'Python', write: writePython, needs: 'Python 3 with requests' },
  { id: 'php', label: 'PHP', write: writePhp, needs: 'PHP 8 with curl' },
  { id: 'java', label: 'Java', write: writeJava, needs: 'Java 17' },
  { id: 'csharp', label: 'C#', write: writeCSharp, needs: '.NET 8' },
]
