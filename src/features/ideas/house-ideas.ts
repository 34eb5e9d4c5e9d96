// The operator's own ideas: a line each in a text file, read once at the start. One bad line, and there is none: the operator reads which, and mends it. PUB-6
import { readFile, stat } from 'node:fs/promises'
import { checkWords } from '../screening/words.ts'
import { newIdea } from './contract.ts'

/** Every line at once, so that nobody mends a file line by line. */
export class IdeasFault extends Error {
  override name = 'IdeasFault'
}

const mostBytes = 100_000
const most = 200

export async function readHouseIdeas(path: string | undefined): Promise<readonly string[]> {
  if (path === undefined) return []
  const lines = (await textOf(path)).split(/\r?\n/).map((line, n) => ({ words: line.trim(), number: n + 1 }))
  const said = lines.filter(({ words }) => words !== '' && !words.startsWith('#'))
  const faults = said.flatMap(({ words, number }) => faultOf(words).map((fault) => `line ${number} ${fault}`))
  if (said.length > most) faults.push(`there are more than ${most} ideas`)
  if (faults.length > 0) throw new IdeasFault(`The ideas in ${path} need another look: ${faults.join('; ')}.`)
  return [...new Set(said.map(({ words }) => words))]
}

function faultOf(words: string): string[] {
  if (!newIdea.safeParse({ words }).success) return ['is longer than 80 letters']
  if (checkWords([words]).is !== 'clear') return ['asks a child for something that is better not asked, as the check of words sees it']
  return []
}

async function textOf(path: string): Promise<string> {
  try {
    if ((await stat(path)).size > mostBytes) throw new IdeasFault(`The ideas in ${path} are too many.`)
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path))
  } catch (cause) {
    if (cause instanceof IdeasFault) throw cause
    throw new IdeasFault(`The ideas in ${path} cannot be read as text. Mend that, or take it out of KITESTRING_IDEAS.`, { cause })
  }
}
