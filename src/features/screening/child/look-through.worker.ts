// The check of words beside the page, so that writing never waits for it. Nothing is sent anywhere. PUB-2
import { checkWords } from '../words.ts'

addEventListener('message', ({ data }: MessageEvent<{ id: number; words: string; language: string }>) => {
  postMessage({ id: data.id, verdict: checkWords([data.words], data.language) })
})
