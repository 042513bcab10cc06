// The emoji that are offered while writing and in the picker. The parser's own table of shortcodes decides what a
// shortcode in a text becomes; this one is what a person is helped to find, in three languages.
import type { Locale } from '../../text'

export interface Emoji {
  readonly emoji: string
  readonly name: string
  /** Words to find it by: fi, sv, en. */
  readonly words: readonly [fi: string, sv: string, en: string]
}

const rows = `👍|thumbsup|peukku hyvä kyllä|tummen upp bra ja|thumbs up good yes
🙏|pray|kiitos|tack|thanks
❤️|heart|sydän|hjärta|heart love
😀|grinning|iloinen hymy|glad leende|happy smile
🙂|slightly_smiling_face|hymy|leende|smile
😂|joy|nauru|skratt|laugh
😊|blush|hymy lämmin|leende varmt|smile warm
🎉|tada|juhla onnea|fest grattis|party congratulations
👏|clap|taputus aplodi|applåd|applause
💪|muscle|voima tsemppi|styrka|strength
✅|white_check_mark|valmis tehty|klar gjord|done check
❌|x|ei väärin|nej fel|no wrong
❓|question|kysymys|fråga|question
❗|exclamation|huomio|utrop|exclamation
⚠️|warning|varoitus|varning|warning
💡|bulb|idea ajatus|idé|idea
👀|eyes|katson silmät|ögon tittar|eyes looking
🤔|thinking|mietin|tänker|thinking
👋|wave|hei moi tervetuloa|hej välkommen|hello wave
🤝|handshake|yhteistyö sopimus|samarbete avtal|handshake cooperation
😢|cry|itku suru|gråt ledsen|cry sad
😮|open_mouth|yllätys|överraskning|surprise
😅|sweat_smile|hiki huh|svett|phew
😉|wink|silmänisku|blinkning|wink
😎|sunglasses|aurinkolasit|solglasögon|cool
😍|heart_eyes|ihana|underbar|lovely
🥳|partying_face|juhla|fest|party
😴|sleeping|uni väsynyt|sömn trött|sleep tired
😕|confused|hämmennys|förvirrad|confused
😟|worried|huoli|orolig|worried
👌|ok_hand|ok selvä|ok|ok
👎|thumbsdown|alas huono|tummen ner|thumbs down
✋|raised_hand|käsi puheenvuoro|hand ordet|hand floor
☝️|point_up|huomio yksi|pekar upp|point up
🔥|fire|tuli palo|eld brand|fire
⭐|star|tähti|stjärna|star
✨|sparkles|kimallus hieno|glitter fin|sparkles
🚀|rocket|raketti vauhti|raket|rocket
🎯|dart|tavoite osuma|mål träff|target
📌|pushpin|nasta muista|nål|pin
📅|calendar|kalenteri päivä|kalender|calendar
⏰|alarm_clock|kello muistutus|klocka påminnelse|alarm reminder
📝|memo|muistio kirjaus|anteckning|memo
📎|paperclip|liite|bilaga|attachment
📊|bar_chart|kaavio luvut|diagram siffror|chart figures
📈|chart_with_upwards_trend|kasvu nousu|ökning|rise
📉|chart_with_downwards_trend|lasku|minskning|fall
📣|mega|tiedote ilmoitus|meddelande|announcement
📞|telephone_receiver|puhelin soitto|telefon samtal|phone call
📱|iphone|puhelin kännykkä|mobil|mobile
💻|computer|tietokone|dator|computer
🔒|lock|lukko turva|lås säker|lock secure
🔑|key|avain|nyckel|key
🔍|mag|haku suurennus|sök|search
🔗|link|linkki|länk|link
📍|round_pushpin|paikka sijainti|plats|place
🏠|house|koti talo|hem hus|home house
🏫|school|koulu|skola|school
🏥|hospital|sairaala|sjukhus|hospital
🏢|office|toimisto yritys|kontor företag|office company
🏘️|houses|kylä asuinalue|by bostadsområde|village
🚓|police_car|poliisi|polis|police
🚒|fire_engine|paloauto pelastus|brandbil räddning|fire engine rescue
🚑|ambulance|ambulanssi ensihoito|ambulans|ambulance
🚌|bus|bussi kyyti|buss skjuts|bus ride
🚗|car|auto|bil|car
🚲|bike|pyörä|cykel|bike
⛑️|rescue_worker_helmet|ensiapu|första hjälpen|first aid
🛡️|shield|suoja turvallisuus|skydd säkerhet|shield security
🔦|flashlight|taskulamppu valo|ficklampa ljus|torch light
🔌|electric_plug|sähkö|el ström|electricity
🔋|battery|akku varavoima|batteri reservkraft|battery
⚡|zap|salama sähkökatko|blixt|lightning
🌧️|cloud_with_rain|sade|regn|rain
❄️|snowflake|lumi pakkanen|snö köld|snow frost
🌊|ocean|tulva vesi|översvämning vatten|flood water
🌲|evergreen_tree|metsä kuusi|skog gran|forest
☀️|sunny|aurinko|sol|sun
🌙|crescent_moon|yö kuu|natt måne|night moon
☕|coffee|kahvi tauko|kaffe paus|coffee break
🍲|stew|keitto ruoka|soppa mat|soup food
🍰|cake|kakku|tårta|cake
🎂|birthday|syntymäpäivä|födelsedag|birthday
🇫🇮|finland|suomi lippu|finland flagga|finland flag
🇸🇪|sweden|ruotsi|sverige|sweden
🇪🇺|eu|eurooppa unioni|europa union|europe union
👶|baby|vauva lapsi|bebis barn|baby child
🧒|child|lapsi nuori|barn ung|child young
👵|older_woman|vanhus ikäihminen|äldre|older person
👥|busts_in_silhouette|ryhmä ihmiset|grupp människor|group people
🙋|raising_hand|minä vapaaehtoinen|jag frivillig|me volunteer
🤷|shrug|en tiedä|vet inte|do not know
🙌|raised_hands|hienoa hurraa|hurra|hooray
💬|speech_balloon|puhe keskustelu|samtal|talk
💙|blue_heart|sydän sininen|hjärta blått|heart blue
✔️|heavy_check_mark|oikein|rätt|correct
➕|heavy_plus_sign|plus lisää|plus mer|plus more
🔄|arrows_counterclockwise|päivitys uudelleen|uppdatering igen|refresh again
🆘|sos|hätä apua|nöd hjälp|emergency help`

export const emojis: readonly Emoji[] = rows.split('\n').map((row) => {
  const [emoji = '', name = '', fi = '', sv = '', en = ''] = row.split('|')
  return { emoji, name, words: [fi, sv, en] }
})

const COLUMNS: Record<Locale, 0 | 1 | 2> = { fi: 0, sv: 1, en: 2 }

/** Those whose name or words begin with the query; all for an empty one. */
export function findEmoji(query: string, locale: Locale): readonly Emoji[] {
  const sought = query.toLowerCase().trim()
  if (sought === '') return emojis
  const begins = (words: string) => words.split(/[ _]/).some((word) => word.startsWith(sought))
  const own = emojis.filter((one) => begins(one.words[COLUMNS[locale]]) || begins(one.name) || one.name.startsWith(sought))
  return [...own, ...emojis.filter((one) => !own.includes(one) && one.words.some(begins))]
}
