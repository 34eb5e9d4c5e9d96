// The voice that lives on this device. One that does not sends the words to another company's computers, so it is never used. NOT-2
import { language } from './words.ts'

export function localVoice(): SpeechSynthesisVoice | undefined {
  const voices = globalThis.speechSynthesis?.getVoices() ?? []
  return voices.find((voice) => voice.localService && voice.lang.split(/[-_]/)[0] === language())
}

/** A device may learn of its voices late. Answers how to stop. */
export function whenVoicesChange(tell: () => void): () => void {
  const speech = globalThis.speechSynthesis
  speech?.addEventListener?.('voiceschanged', tell)
  return () => speech?.removeEventListener?.('voiceschanged', tell)
}

/** Instead of whatever is being said. */
export function speak(words: string, voice: SpeechSynthesisVoice) {
  speechSynthesis.cancel()
  const utterance = new SpeechSynthesisUtterance(words)
  utterance.voice = voice
  utterance.lang = voice.lang
  utterance.rate = 0.9
  speechSynthesis.speak(utterance)
}
