// Whether photos are compared with lists of known images here, in a sentence: it is no fault where they are not, and the operator should know. SAF-1, LEG-3
import { ConfigFault, toConfig, type Env } from '../../platform/config.ts'
import { ListFault, readLists } from '../../platform/known-images/lists.ts'
import { WORDS } from '../../platform/known-images/nearest.ts'

/** Nothing where a fault says it already. */
export async function knownImagesOf(env: Env): Promise<string[]> {
  try {
    const { knownImages, mode } = toConfig(env)
    if (!knownImages)
      return [
        `Known images: no list is set, so photos are compared with none. ${
          mode === 'household'
            ? 'At home none is needed; a school or a club should have one.'
            : 'Why, is to be written down: npm run -s duties -- blanks.'
        }`,
      ]
    const lists = await readLists(knownImages.lists)
    return [`Known images: ${lists.map(({ name, words }) => `${name} (${words.length / WORDS})`).join(', ')}. Each photo is compared.`]
  } catch (fault) {
    if (fault instanceof ConfigFault || fault instanceof ListFault) return []
    throw fault
  }
}
