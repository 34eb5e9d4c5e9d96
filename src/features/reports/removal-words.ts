// The words of the page for people without an account: it needs no script, and speaks what the apps speak. SAF-7
import type { Language } from '../../ui/languages.ts'
import type { RemovalAnswer } from './removal.ts'

export type RemovalWords = {
  title: string
  what: string
  who: string
  me: string
  child: string
  which: string
  whichHint: string
  number: string
  numberHint: string
  send: string
  missing: string
  done: string
  code: string
  keep: string
  within: string
  ask: string
  askCode: string
  askSend: string
  answer: string
  answers: Record<RemovalAnswer, string>
  later: string
  elsewhere: string
  secret: string
  back: string
}

export const removalWords: Record<Language, RemovalWords> = {
  en: {
    title: 'Take a picture down',
    what: 'Are you in a picture on this Kitestring, or is your child? Say so here. You need no account, no name and no address.',
    who: 'Who is in it?',
    me: 'I am in it',
    child: 'My child is in it',
    which: 'Which picture is it?',
    whichHint: 'Who shared it, what is to be seen, and when you saw it. Only those who decide about it read this.',
    number: 'Number of the picture, if you know it',
    numberHint: 'Eight letters and digits. They stand under the picture on the device on which you saw it.',
    send: 'Ask to take it down',
    missing: 'Please say who is in it, and which picture it is.',
    done: 'We have what you wrote.',
    code: 'Your code',
    keep: 'Write it down: with it, and only with it, you read the answer here. It is shown once.',
    within: 'The answer comes within 48 hours.',
    ask: 'Read the answer',
    askCode: 'The code that you were given',
    askSend: 'Read it',
    answer: 'The answer',
    answers: {
      waits: 'There is no answer yet for this code. If 48 hours have passed, write to whoever runs this Kitestring.',
      read: 'We have read it. The decision comes within 48 hours after you asked.',
      'taken-down': 'It is taken down. Nobody but the family who took it sees it now, and soon it is erased.',
      stays: 'There is nothing here that we take down. You can ask again and say more.',
      spoken: 'We spoke with the grown-ups whom it concerns.',
    },
    later: 'That did not work just now. Please try again later.',
    elsewhere:
      'Is it a naked or intimate picture of somebody under 18? Take It Down helps to stop it on many other sites, without a name: takeitdown.ncmec.org',
    secret: 'Everybody gets the same answer here, so that nobody learns who is on this Kitestring.',
    back: 'Back',
  },
  es: {
    title: 'Retirar una foto',
    what: '¿Sales en una foto de este Kitestring, o sale tu hijo o hija? Dilo aquí. No hace falta cuenta, ni nombre, ni dirección.',
    who: '¿Quién sale?',
    me: 'Salgo yo',
    child: 'Sale mi hijo o hija',
    which: '¿Qué foto es?',
    whichHint: 'Quién la compartió, qué se ve y cuándo la viste. Solo lo lee quien decide.',
    number: 'Número de la foto, si lo sabes',
    numberHint: 'Ocho letras y cifras. Está debajo de la foto, en el aparato donde la viste.',
    send: 'Pedir que se retire',
    missing: 'Di quién sale y qué foto es.',
    done: 'Tenemos lo que has escrito.',
    code: 'Tu código',
    keep: 'Anótalo: con él, y solo con él, leerás aquí la respuesta. Se muestra una sola vez.',
    within: 'La respuesta llega en 48 horas.',
    ask: 'Leer la respuesta',
    askCode: 'El código que recibiste',
    askSend: 'Leerla',
    answer: 'La respuesta',
    answers: {
      waits: 'Aún no hay respuesta para este código. Si han pasado 48 horas, escribe a quien lleva este Kitestring.',
      read: 'Lo hemos leído. La decisión llega en 48 horas desde que lo pediste.',
      'taken-down': 'Está retirada. Ya solo la ve la familia que la hizo, y pronto se borra.',
      stays: 'Aquí no hay nada que retiremos. Puedes volver a pedirlo y contar más.',
      spoken: 'Hemos hablado con las personas adultas a las que concierne.',
    },
    later: 'Ahora no ha funcionado. Inténtalo más tarde.',
    elsewhere:
      '¿Es una foto íntima o sin ropa de alguien menor de 18 años? Take It Down ayuda a frenarla en muchos otros sitios, sin dar el nombre: takeitdown.ncmec.org',
    secret: 'Aquí todo el mundo recibe la misma respuesta, para que nadie sepa quién está en este Kitestring.',
    back: 'Volver',
  },
  de: {
    title: 'Ein Bild entfernen lassen',
    what: 'Bist du oder ist dein Kind auf einem Bild auf diesem Kitestring? Sag es hier. Dafür braucht es kein Konto, keinen Namen und keine Adresse.',
    who: 'Wer ist darauf?',
    me: 'Ich bin darauf',
    child: 'Mein Kind ist darauf',
    which: 'Welches Bild ist es?',
    whichHint: 'Wer es geteilt hat, was zu sehen ist und wann du es gesehen hast. Das liest nur, wer darüber entscheidet.',
    number: 'Nummer des Bildes, falls du sie kennst',
    numberHint: 'Acht Buchstaben und Ziffern. Sie stehen unter dem Bild, auf dem Gerät, auf dem du es gesehen hast.',
    send: 'Um Entfernung bitten',
    missing: 'Bitte sag, wer darauf ist und welches Bild es ist.',
    done: 'Wir haben, was du geschrieben hast.',
    code: 'Dein Code',
    keep: 'Schreib ihn auf: Mit ihm, und nur mit ihm, liest du hier die Antwort. Er wird nur einmal gezeigt.',
    within: 'Die Antwort kommt innerhalb von 48 Stunden.',
    ask: 'Die Antwort lesen',
    askCode: 'Der Code, den du bekommen hast',
    askSend: 'Lesen',
    answer: 'Die Antwort',
    answers: {
      waits: 'Zu diesem Code gibt es noch keine Antwort. Sind 48 Stunden um, schreib an die Person, die diesen Kitestring betreibt.',
      read: 'Wir haben es gelesen. Die Entscheidung kommt innerhalb von 48 Stunden nach deiner Bitte.',
      'taken-down': 'Es ist entfernt. Nur die Familie, die es gemacht hat, sieht es noch, und bald ist es gelöscht.',
      stays: 'Hier ist nichts, das wir entfernen. Du kannst noch einmal bitten und mehr dazu sagen.',
      spoken: 'Wir haben mit den Erwachsenen gesprochen, die es betrifft.',
    },
    later: 'Das hat gerade nicht geklappt. Bitte versuch es später noch einmal.',
    elsewhere:
      'Ist es ein nacktes oder intimes Bild von jemandem unter 18? Take It Down hilft, es auf vielen anderen Seiten zu stoppen, ohne Namen: takeitdown.ncmec.org',
    secret: 'Alle bekommen hier dieselbe Antwort, damit niemand erfährt, wer auf diesem Kitestring ist.',
    back: 'Zurück',
  },
  fr: {
    title: 'Faire retirer une photo',
    what: 'Êtes-vous sur une photo de ce Kitestring, ou votre enfant ? Dites-le ici. Il ne faut ni compte, ni nom, ni adresse.',
    who: 'Qui est dessus ?',
    me: 'Moi',
    child: 'Mon enfant',
    which: 'Quelle photo est-ce ?',
    whichHint: 'Qui l’a partagée, ce qu’on y voit et quand vous l’avez vue. Seules les personnes qui décident le lisent.',
    number: 'Numéro de la photo, si vous le connaissez',
    numberHint: 'Huit lettres et chiffres. Il est sous la photo, sur l’appareil où vous l’avez vue.',
    send: 'Demander le retrait',
    missing: 'Dites qui est dessus, et quelle photo c’est.',
    done: 'Nous avons ce que vous avez écrit.',
    code: 'Votre code',
    keep: 'Notez-le : avec lui, et lui seul, vous lirez ici la réponse. Il n’est montré qu’une fois.',
    within: 'La réponse arrive sous 48 heures.',
    ask: 'Lire la réponse',
    askCode: 'Le code que vous avez reçu',
    askSend: 'Lire',
    answer: 'La réponse',
    answers: {
      waits: 'Il n’y a pas encore de réponse pour ce code. Si 48 heures sont passées, écrivez à la personne qui gère ce Kitestring.',
      read: 'Nous l’avons lu. La décision arrive sous 48 heures après votre demande.',
      'taken-down': 'Elle est retirée. Seule la famille qui l’a faite la voit encore, et elle sera bientôt effacée.',
      stays: 'Il n’y a rien ici que nous retirons. Vous pouvez redemander et en dire plus.',
      spoken: 'Nous avons parlé aux adultes concernés.',
    },
    later: 'Cela n’a pas marché. Réessayez plus tard.',
    elsewhere:
      'Est-ce une photo nue ou intime d’une personne de moins de 18 ans ? Take It Down aide à l’arrêter sur beaucoup d’autres sites, sans nom : takeitdown.ncmec.org',
    secret: 'Ici, tout le monde reçoit la même réponse, pour que personne n’apprenne qui est sur ce Kitestring.',
    back: 'Retour',
  },
  ar: {
    title: 'طلب إزالة صورة',
    what: 'هل تظهر أنت أو طفلك في صورة على Kitestring هذا؟ قل ذلك هنا. لا حاجة إلى حساب ولا اسم ولا عنوان.',
    who: 'من يظهر فيها؟',
    me: 'أنا',
    child: 'طفلي',
    which: 'أي صورة هي؟',
    whichHint: 'من شاركها، وما الذي يظهر فيها، ومتى رأيتها. لا يقرأ هذا إلا من يقرر بشأنها.',
    number: 'رقم الصورة، إن كنت تعرفه',
    numberHint: 'ثمانية أحرف وأرقام، تحت الصورة على الجهاز الذي رأيتها عليه.',
    send: 'اطلب إزالتها',
    missing: 'قل من يظهر فيها، وأي صورة هي.',
    done: 'وصلنا ما كتبته.',
    code: 'رمزك',
    keep: 'اكتبه عندك: به وحده تقرأ الجواب هنا. يُعرض مرة واحدة.',
    within: 'يأتي الجواب خلال 48 ساعة.',
    ask: 'قراءة الجواب',
    askCode: 'الرمز الذي حصلت عليه',
    askSend: 'اقرأ',
    answer: 'الجواب',
    answers: {
      waits: 'لا جواب بعد لهذا الرمز. إذا مرت 48 ساعة فاكتب إلى من يدير Kitestring هذا.',
      read: 'قرأناه. يأتي القرار خلال 48 ساعة من طلبك.',
      'taken-down': 'أزيلت الصورة. لا يراها الآن إلا العائلة التي التقطتها، وستُمحى قريبًا.',
      stays: 'لا شيء هنا نزيله. يمكنك أن تطلب من جديد وتقول المزيد.',
      spoken: 'تحدثنا مع الكبار المعنيين بالأمر.',
    },
    later: 'لم ينجح ذلك الآن. حاول لاحقًا.',
    elsewhere:
      'هل هي صورة عارية أو حميمة لشخص دون 18 عامًا؟ تساعد خدمة Take It Down على إيقافها في مواقع كثيرة أخرى، دون ذكر الاسم: takeitdown.ncmec.org',
    secret: 'يحصل الجميع هنا على الجواب نفسه، حتى لا يعرف أحد من هو على Kitestring هذا.',
    back: 'رجوع',
  },
}
