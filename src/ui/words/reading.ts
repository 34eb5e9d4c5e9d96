// How hard a sentence is to read: the Flesch-Kincaid grade, which is for English alone, and the longest sentence, in any language. Used by tests only.
export function sentencesOf(text: string) {
  return text
    .split(/[.!?:؟؛…]+[»”“"]?(?:\s+|$)/)
    .map(wordsOf)
    .filter((words) => words.length > 0)
}

export function grade(text: string) {
  const sentences = sentencesOf(text)
  const words = sentences.flat()
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0)
  return 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59
}

export function syllablesOf(word: string) {
  const sounds = word
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/(?:[^laeiouy]es|[^aeiouytd]ed|[^laeiouy]e)$/, '')
    .replace(/^y/, '')
    .match(/[aeiouy]{1,2}/g)
  return Math.max(1, sounds?.length ?? 0)
}

function wordsOf(sentence: string) {
  return sentence.match(/[\p{L}\p{N}'’-]+/gu) ?? []
}
