// Swedish: moving talk to where it belongs.
import { count } from '../plural'

const sv = count('sv')
const messages = (n: number) => sv(n, { one: '1 meddelande', other: `${n} meddelanden` })

export const moving = {
  moving: {
    menu: 'Flytta…',
    title: 'Flytta diskussion',
    what: 'Vad flyttas',
    message: 'Det här meddelandet',
    from: 'Det här och senare meddelanden i diskussionen',
    whole: (n: number) => `Hela diskussionen (${messages(n)})`,
    channel: 'Till vilken kanal',
    topic: 'Till vilken diskussion',
    here: 'den här kanalen',
    find: 'Sök på namn',
    none: 'Ingen plats med det namnet där du kan skriva.',
    change: (name: string) => `Byt: ${name}`,
    asItIs: 'Diskussionen som den är',
    fresh: 'Ny diskussion',
    newTitle: 'Rubrik för den nya diskussionen',
    notice: 'Lämna en anteckning om flytten',
    seen: (channel: string) => `Alla som kan läsa kanalen ${channel} ser det som flyttas.`,
    move: 'Flytta',
    movingNow: 'Flyttar…',
    done: (topic: string, channel: string) => `Flyttat till diskussionen ${topic} i kanalen ${channel}.`,
    left: (n: number) => `${messages(n)} rymdes inte med.`,
    moveLeft: 'Flytta resten',
    show: 'Visa där',
    lineOut: (n: number) => `Flyttade härifrån: ${messages(n)}.`,
    lineIn: (n: number) => `Flyttade hit: ${messages(n)}.`,
  },
  making: {
    menu: 'Gör till modell…',
    title: 'Gör en modell av diskussionen',
    hint: 'Välj meddelandena som du börjar med. Det blir ett utkast som du kan komplettera. Namn följer inte med, och diskussionen får en länk.',
    where: 'I vilken bank',
    noPlace: 'Du skriver inte i någon bank ännu. Gå med i en arbetsyta som har en bank.',
    name: 'Rubrik',
    messages: 'Meddelanden',
    make: 'Gör utkastet',
    madeOf: 'Hänvisar hit:',
    earlier: 'Visa tidigare meddelanden',
    later: 'Visa senare meddelanden',
    closed: 'Banken läses också av andra än den här diskussionens läsare. Kontrollera att meddelandena och rubriken får berättas där.',
    tooMuch: 'Du har valt mer än en modell rymmer. Välj färre meddelanden.',
  },
}
