import { execFile, execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** How the samples of a language are run: what has to be there, the file's name, the command. */
const RUNNERS: Record<
  string,
  { probe: [string, ...string[]]; file: string; command: [string, ...string[]] }
> = {
  curl: { probe: ['curl', '--version'], file: 'sample.sh', command: ['sh'] },
  javascript: { probe: [process.execPath, '--version'], file: 'sample.mjs', command: [process.execPath] },
  python: { probe: ['python3', '-c', 'import requests'], file: 'sample.py', command: ['python3'] },
  php: { probe: ['php', '-r', 'curl_version();'], file: 'sample.php', command: ['php'] },
  java: { probe: ['java', '-version'], file: 'Sample.java', command: ['java', '-Dfile.encoding=UTF-8'] },
}

const isThere = ([command, ...args]: [string, ...string[]]): boolean => {
  try {
    execFileSync(command, args, { stdio: 'ignore', timeout: 20_000 })
    return true
  } catch {
    return false
  }
}

/** Languages with what is missing to run them on this machine, if anything. */
export const RUNNABLE: { language: string; isMissing: boolean; name: string }[] = Object.entries(RUNNERS).map(
  ([language, { probe }]) => {
    const isMissing = !isThere(probe)
    return {
      language,
      isMissing,
      name: isMissing ? `${language} (skipped: ${probe[0]} is not here)` : language,
    }
  },
)

/** Runs a sample in a folder and gives what it printed. Throws when it fails or takes longer than 30 s. */
export const runSample = async (language: string, code: string, folder: string): Promise<string> => {
  const { file, command } = RUNNERS[language]!
  await writeFile(join(folder, file), code)
  const [program, ...args] = command
  const options = { cwd: folder, timeout: 30_000, env: { ...process.env, NODE_OPTIONS: '' } }
  return (await run(program, [...args, file], options)).stdout
}
