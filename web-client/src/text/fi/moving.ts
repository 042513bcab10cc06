// Finnish: moving talk to where it belongs.
import { count } from '../plural'

const fi = count('fi')
const messages = (n: number) => fi(n, { one: '1 viesti', other: `${n} viestiä` })

export const moving = {
  moving: {
    menu: 'Siirrä…',
    title: 'Siirrä keskustelua',
    what: 'Mitä siirretään',
    message: 'Tämä viesti',
    from: 'Tämä ja myöhemmät viestit tässä keskustelussa',
    whole: (n: number) => `Koko keskustelu (${messages(n)})`,
    channel: 'Mihin kanavaan',
    topic: 'Mihin keskusteluun',
    here: 'tämä kanava',
    find: 'Etsi nimellä',
    none: 'Tällä nimellä ei löydy paikkaa, johon voisit kirjoittaa.',
    change: (name: string) => `Vaihda: ${name}`,
    asItIs: 'Keskustelu sellaisenaan',
    fresh: 'Uusi keskustelu',
    newTitle: 'Uuden keskustelun otsikko',
    notice: 'Jätä merkintä siirrosta',
    seen: (channel: string) => `Siirretyn näkevät kaikki, jotka voivat lukea kanavaa ${channel}.`,
    move: 'Siirrä',
    movingNow: 'Siirretään…',
    done: (topic: string, channel: string) => `Siirretty keskusteluun ${topic} kanavalla ${channel}.`,
    left: (n: number) => `${messages(n)} ei mahtunut mukaan.`,
    moveLeft: 'Siirrä loput',
    show: 'Näytä siellä',
    lineOut: (n: number) => `Siirsi muualle: ${messages(n)}.`,
    lineIn: (n: number) => `Siirsi tänne: ${messages(n)}.`,
  },
  making: {
    menu: 'Tee toimintamalliksi…',
    title: 'Tee keskustelusta malli',
    hint: 'Valitse viestit, joista aloitat. Syntyy luonnos, jota voit täydentää. Nimet jäävät pois, ja keskusteluun jää linkki.',
    where: 'Mihin pankkiin',
    noPlace: 'Et kirjoita vielä missään pankissa. Liity työtilaan, jossa pankki on.',
    name: 'Otsikko',
    messages: 'Viestit',
    make: 'Tee luonnos',
    madeOf: 'Tähän viittaavat:',
    earlier: 'Näytä aiempia viestejä',
    later: 'Näytä myöhempiä viestejä',
    closed: 'Pankkia lukevat muutkin kuin tämän keskustelun lukijat. Tarkista, että viestit ja otsikon saa kertoa siellä.',
    tooMuch: 'Valitsit enemmän kuin malliin mahtuu. Valitse vähemmän viestejä.',
  },
}
