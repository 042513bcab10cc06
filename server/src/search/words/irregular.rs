//! Forms that no stemmer brings to their base: strong verbs, plurals that change their vowel. Each
//! line is a base and its other forms.

use std::{collections::HashMap, sync::LazyLock};

/// The base of a bent English word.
pub(super) fn english(form: &str) -> Option<&'static str> {
    ENGLISH_BASES.get(form).copied()
}

/// The base of a bent Swedish word, also in the passive, at the end of a compound (brandmännen) and
/// after a prefix (övergav).
pub(super) fn swedish_base(form: &str) -> Option<String> {
    let found = |form: &str| SWEDISH_BASES.get(form).map(|base| (*base).to_owned());
    let active = form.strip_suffix('s').unwrap_or(form);
    found(form)
        .or_else(|| found(active))
        .or_else(|| {
            PREFIXES.iter().find_map(|prefix| {
                let rest = active.strip_prefix(prefix)?;
                Some(format!("{prefix}{}", found(rest)?))
            })
        })
        .or_else(|| {
            IN_COMPOUNDS.iter().find_map(|ending| {
                let before = form.strip_suffix(ending).filter(|before| before.len() > 2)?;
                Some(format!("{before}{}", found(ending)?))
            })
        })
}

const PREFIXES: &[&str] = &[
    "över", "för", "be", "an", "av", "upp", "ut", "in", "till", "på", "under", "fram", "med", "om",
    "åter", "före", "mot", "er", "und", "ned", "ner", "bort",
];

const IN_COMPOUNDS: &[&str] = &[
    "männens",
    "männen",
    "män",
    "städerna",
    "städer",
    "länderna",
    "länder",
    "händerna",
    "böckerna",
    "böcker",
    "nätter",
    "tänder",
    "bränder",
    "bränderna",
    "stränder",
    "ledamöter",
    "ledamöterna",
];

static ENGLISH_BASES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| bases(ENGLISH));
static SWEDISH_BASES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| bases(SWEDISH));

fn bases(lines: &'static str) -> HashMap<&'static str, &'static str> {
    let mut found = HashMap::new();
    for line in lines.lines() {
        let mut words = line.split_whitespace();
        let Some(base) = words.next() else { continue };
        for form in words {
            found.entry(form).or_insert(base);
        }
    }
    found
}

const ENGLISH: &str = "
be is are was were been being am isn't aren't wasn't weren't
have has had having haven't hasn't hadn't
do does did done doing don't doesn't didn't
go goes went gone going
will won't
can can't cannot
say said says
make made
take took taken
come came
see saw seen
know knew known
get got gotten getting
give gave given
find found
think thought
tell told
become became
show shown
leave left
feel felt
put putting
bring brought
begin began begun
keep kept
hold held
write wrote written writing
stand stood
hear heard
let letting
mean meant
set setting
meet met
run ran running
pay paid
sit sat sitting
speak spoke spoken
lie lay lain lying
lead led
read reading
grow grew grown
lose lost
fall fell fallen
send sent
build built
understand understood
draw drew drawn
break broke broken
spend spent
cut cutting
rise rose risen
drive drove driven
buy bought
wear wore worn
choose chose chosen
seek sought
throw threw thrown
catch caught
deal dealt
win won winning
forget forgot forgotten
sell sold
fight fought
teach taught
eat ate eaten
sing sang sung
strike struck
hang hung
shake shook shaken
ride rode ridden
feed fed
shoot shot
drink drank drunk
hit hitting
arise arose arisen
fly flew flown flies
spread spreading
sleep slept
cost costing
beat beaten
light lit
bind bound
swing swung
sink sank sunk
wake woke woken
steal stole stolen
hide hid hidden
freeze froze frozen
tear tore torn
swear swore sworn
blow blew blown
bite bit bitten
swim swam swum
ring rang rung
lend lent
bend bent
dig dug
stick stuck
shut shutting
hurt hurting
quit quitting
forgive forgave forgiven
withdraw withdrew withdrawn
overcome overcame
undertake undertook undertaken
child children
man men
woman women
person people
foot feet
tooth teeth
mouse mice
goose geese
life lives
wife wives
knife knives
half halves
leaf leaves
wolf wolves
shelf shelves
thief thieves
self selves
loaf loaves
analysis analyses
crisis crises
basis bases
thesis theses
criterion criteria
phenomenon phenomena
medium media
datum data
index indices
good better best
bad worse worst
";

const SWEDISH: &str = "
ö ön öar öarna öns öars öarnas
å ån åar åarna ås åns
vara är var varit vore
ha har hade haft
göra gör gjorde gjort gjorts görs gjorda
gå går gick gått
få får fick fått
se ser såg sett ses sågs
ge ger gav gett givit ges gavs
ta tar tog tagit tas togs tagits
komma kommer kom kommit
bli blir blev blivit
säga säger sade sa sagt
veta vet visste vetat
kunna kan kunde kunnat
vilja vill ville velat
skola ska skall skulle
måste måst
finna finner fann funnit
finnas finns fanns funnits
stå står stod stått
ligga ligger låg legat
sitta sitter satt suttit
hålla håller höll hållit hölls hålls
skriva skriver skrev skrivit skrivs skrevs
låta låter lät låtit
dra drar drog dragit
falla faller föll fallit
bära bär bar burit
hjälpa hjälper hjälpte
välja väljer valde valt valdes
sälja säljer sålde sålt
sätta sätter satte satt
lägga lägger lade la lagt
leva lever levde levt
dö dör dog dött
född föddes födda
slå slår slog slagit
vinna vinner vann vunnit
springa springer sprang sprungit
försvinna försvinner försvann försvunnit
dricka dricker drack druckit
äta äter åt ätit
bryta bryter bröt brutit
stjäla stjäl stal stulit
skjuta skjuter sköt skjutit
flyga flyger flög flugit
bjuda bjuder bjöd bjudit
bida bidar
stiga stiger steg stigit
driva driver drev drivit
bita biter bet bitit
sova sover sov sovit
växa växer växte vuxit
känna känner kände känt
följa följer följde följt
sjunga sjunger sjöng sjungit sjungs
gripa griper grep gripit gripen gripna
rida rider red ridit
lida lider led lidit
glida glider gled glidit
skina skiner sken
slita sliter slet slitit
vrida vrider vred vridit
svika sviker svek svikit
vika viker vek vikit
tiga tiger teg
ljuga ljuger ljög ljugit
frysa fryser frös frusit
flyta flyter flöt flutit
krypa kryper kröp krupit
njuta njuter njöt njutit
sluta sluter slöt slutit
skryta skryter skröt
smyga smyger smög
tjuta tjuter tjöt
binda binder band bundit bunden bundna
brinna brinner brann brunnit
hinna hinner hann hunnit
rinna rinner rann runnit
sticka sticker stack stuckit
slippa slipper slapp sluppit
spricka spricker sprack
sjunka sjunker sjönk sjunkit
tvinga tvingar tvang tvungit tvungen
skära skär skar skurit
svära svär svor svurit
fara far for farit
gråta gråter grät gråtit
hugga hugger högg
be ber bad bett
le ler log
bestå består bestod
bygga bygger byggde byggt byggs byggdes
stad städer städerna staden städernas
land länder länderna landet ländernas
hand händer händerna handen
natt nätter nätterna natten
man män männen mannen männens
kraft krafter
rand ränder
tand tänder tänderna
brand bränder bränderna branden
strand stränder stränderna
stång stänger
bok böcker böckerna boken böckernas
fot fötter fötterna foten
rot rötter rötterna
son söner sönerna sonen
bror bröder bröderna brodern
mor mödrar mödrarna modern
far fäder fäderna fadern
dotter döttrar döttrarna dottern
öga ögon ögonen ögat
öra öron öronen örat
barn barnen barnet barnens barns
gås gäss
mus möss
ledamot ledamöter ledamöterna
bonde bönder bönderna
liten litet små lilla mindre minst
stor stort stora större störst största
god gott goda bättre bäst bästa
dålig dåligt dåliga sämre sämst värre värst
gammal gammalt gamla äldre äldst äldsta
ung ungt unga yngre yngst yngsta
lång långt långa längre längst längsta
hög högt höga högre högst högsta
låg lågt låga lägre lägst lägsta
många fler flera flest
mycket mera mer mest
ny nytt nya nyare nyast nyaste
säker säkert säkra säkrare säkraste
öppen öppet öppna
egen eget egna
";
