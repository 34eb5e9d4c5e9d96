// Reads words aloud with a voice that lives on this device; where there is none, the button is not there.
import { useEffect, useState } from 'react'
import { language, t } from '../words.ts'
import { IconButton } from './Button.tsx'

// A voice that is not local sends the words to another company's computers. NOT-2
function localVoice() {
  const voices = globalThis.speechSynthesis?.getVoices() ?? []
  return voices.find((voice) => voice.localService && voice.lang.split(/[-_]/)[0] === language())
}

export function SpeakButton({ words }: { words: string }) {
  const [voice, setVoice] = useState(localVoice)
  useEffect(() => {
    const speech = globalThis.speechSynthesis
    if (!speech?.addEventListener) return
    const refresh = () => setVoice(localVoice())
    speech.addEventListener('voiceschanged', refresh)
    return () => {
      speech.removeEventListener('voiceschanged', refresh)
      speech.cancel()
    }
  }, [])
  return voice ? <IconButton icon="speaker-high" label={t('kit.speak')} onPress={() => speak(words, voice)} /> : null
}

function speak(words: string, voice: SpeechSynthesisVoice) {
  const wasSpeaking = speechSynthesis.speaking
  speechSynthesis.cancel()
  if (wasSpeaking) return // a second tap is silence
  const utterance = new SpeechSynthesisUtterance(words)
  utterance.voice = voice
  utterance.lang = voice.lang
  utterance.rate = 0.9
  speechSynthesis.speak(utterance)
}
