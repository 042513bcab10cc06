use std::collections::BTreeMap;

use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpListener,
};

use super::{Incoming, Mailer, Sent, incoming, texts, write};
use crate::{config::Settings, domain::letter::Template};

const ALL: [Template; 18] = [
    Template::SignIn,
    Template::PasswordReset,
    Template::PasswordChanged,
    Template::ApplicationReceived,
    Template::AlreadyMember,
    Template::ApplicationApproved,
    Template::ApplicationRefused,
    Template::ComeBack,
    Template::BroughtIn,
    Template::FeedbackAnswered,
    Template::ApplicationsWait,
    Template::Invitation,
    Template::Notice,
    Template::NoticeSender,
    Template::NoticePlace,
    Template::Digest,
    Template::NewsletterAsked,
    Template::Newsletter,
];

fn values(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// The places and the number of links of one language of a letter.
fn shape(template: Template, language: &str) -> (Vec<&str>, usize) {
    let part = texts::part(texts::of(template), language);
    let mut places: Vec<&str> =
        part.split('{').skip(1).map(|rest| rest.split('}').next().unwrap()).collect();
    places.sort_unstable();
    (places, part.matches("[link: ").count())
}

#[test]
fn every_letter_says_the_same_in_three_languages() {
    for template in ALL {
        let file = texts::of(template);
        for language in ["fi", "sv", "en"] {
            assert_eq!(file.matches(&format!("== {language}\n")).count(), 1, "{template:?}");
            assert_eq!(shape(template, language), shape(template, "fi"), "{template:?} {language}");
        }
    }
}

#[test]
fn what_people_wrote_is_words_and_nothing_else() {
    let reason = "<script>alert(1)</script> & \"väärä\" {network}\nrivi";
    let values = values(&[("network", "Verkko <b>\r\nBcc: x@example"), ("reason", reason)]);
    let letter = write(Template::ApplicationRefused, "fi", &values, None).unwrap();
    assert_eq!(letter.subject.lines().count(), 1, "{}", letter.subject);
    assert!(letter.text.contains(reason), "{}", letter.text);
    assert!(!letter.html.contains("<script>") && !letter.html.contains("<b>"), "{}", letter.html);
    let shown = "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;väärä&quot; {network}<br>rivi";
    assert!(letter.html.contains(shown), "{}", letter.html);
}

#[test]
fn a_letter_leads_where_it_says() {
    let values = values(&[("network", "Verkko")]);
    let address = "https://talkoo.example/sign-in/link/a&b";
    for (language, words) in [("fi", "Kirjaudu sisään"), ("sv", "Logga in"), ("en", "Sign in")] {
        let letter = write(Template::SignIn, language, &values, Some(address.to_owned())).unwrap();
        assert!(letter.text.contains(&format!("{words}:\n{address}\n")), "{}", letter.text);
        let link = "href=\"https://talkoo.example/sign-in/link/a&amp;b\"";
        assert_eq!(letter.html.matches(link).count(), 2, "{}", letter.html);
        assert!(letter.html.contains(&format!("<html lang=\"{language}\">")), "{}", letter.html);
        assert!(letter.subject.ends_with(": Verkko"), "{}", letter.subject);
    }
    // Nobody gets a letter whose link leads nowhere, or with a hole in it.
    assert!(write(Template::SignIn, "fi", &values, None).is_err());
    assert!(write(Template::ApplicationRefused, "fi", &values, None).is_err());
    let strange = write(Template::ComeBack, "de", &values, Some(address.to_owned())).unwrap();
    assert!(strange.subject.starts_with("Paikkasi odottaa"), "{}", strange.subject);
}

/// A mail server for one letter that answers this command so, and everything else well.
async fn server(command: &'static str, answer: &'static str) -> Mailer {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    #[expect(clippy::disallowed_methods, reason = "the test's own server")]
    tokio::spawn(async move {
        let (socket, _) = listener.accept().await.unwrap();
        let mut lines = BufReader::new(socket);
        lines.write_all(b"220 koe\r\n").await.unwrap();
        let (mut line, mut is_letter) = (String::new(), false);
        while lines.read_line(&mut line).await.is_ok_and(|read| read > 0) {
            let told = line.split_whitespace().next().unwrap_or_default().to_uppercase();
            line.clear();
            let said = match (is_letter, told.as_str()) {
                (true, ".") if command == "." => answer,
                (true, ".") => "250 taken",
                (true, _) => continue,
                (false, told) if told == command => answer,
                (false, "EHLO") => "250-koe\r\n250 AUTH PLAIN",
                (false, "AUTH") => "235 welcome",
                (false, "DATA") => "354 go on",
                (false, _) => "250 fine",
            };
            is_letter = said.starts_with("354");
            lines.write_all(format!("{said}\r\n").as_bytes()).await.unwrap();
        }
    });
    let url = format!("smtp://talkoo:salasana@127.0.0.1:{port}");
    let settings = Settings::from_pairs([("TALKOO_SMTP_URL", url)]).unwrap();
    Mailer::open(&settings.mail).unwrap()
}

/// Only what a server says of this very letter is final: that it does not know us is put right.
#[tokio::test]
async fn a_letter_is_given_up_only_when_it_is_the_letter() {
    let values = values(&[("network", "Verkko")]);
    let letter = write(Template::SignIn, "fi", &values, Some("https://x.example/a".to_owned()));
    let letter = letter.unwrap();
    for (command, answer, sent) in [
        ("NOOP", "250 fine", Some(Sent::Gone)),
        ("RCPT", "550 no such mailbox", Some(Sent::Refused)),
        (".", "554 no", Some(Sent::Refused)),
        ("RCPT", "450 later", None),
        ("AUTH", "535 who are you", None),
        ("MAIL", "530 sign in first", None),
        ("MAIL", "503 not now", None),
        (".", "452 full", None),
    ] {
        let mailer = server(command, answer).await;
        let told = mailer.send(uuid::Uuid::from_u128(7), "aino@esimerkki.example", &letter).await;
        assert_eq!(told.ok(), sent, "{command} {answer}");
    }
}

/// What programs of people make of an answer, and what is left of it.
#[test]
fn an_answer_is_its_own_words() {
    let letter = |head: &str, body: &str| {
        let head =
            format!("From: Aino Koe <Aino@Esimerkki.example>\r\nMessage-ID: <a@b>\r\n{head}");
        incoming(format!("{head}\r\n\r\n{body}").as_bytes())
    };
    let plain = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding:";
    for (head, body, words) in [
        ("Subject: Re: x", "Sopii.\r\n\r\n> Tuletko?\r\n", "Sopii."),
        (
            "Subject: Re: x",
            "Sopii hyvin.\r\n\r\nma 23.11.2026 klo 12.00 Eero Koe (eero@esimerkki.example)\r\nkirjoitti:\r\n> Tuletko?\r\n",
            "Sopii hyvin.",
        ),
        ("Subject: Re: x", "Ja.\r\n\r\nDen 23 nov. skrev Eero:\r\n> Kommer du?\r\n", "Ja."),
        ("Subject: Re: x", "Yes\r\n\r\nOn Mon, Eero wrote:\r\n\r\n> Will you?\r\n", "Yes"),
        (
            "Subject: Re: x",
            "Sopii\r\n\r\nLähettäjä: Eero\r\nLähetetty: maanantai\r\nAihe: x\r\n\r\nTuletko?",
            "Sopii",
        ),
        ("Subject: Re: x", "Kuten Eero kirjoitti:\r\nsovitaan", "Kuten Eero kirjoitti:\nsovitaan"),
        ("Subject: Re: x", "Sopii\r\n-- \r\nAino, 040 000\r\n", "Sopii"),
        ("Subject: Re: x", "Toin\r\nkaksi\r\n\r\n\r\n\r\nriviä", "Toin\nkaksi\n\nriviä"),
        (&format!("{plain} quoted-printable"), "T=C3=A4m=C3=A4 k=\r\ny", "Tämä ky"),
        (&format!("{plain} base64"), "VMOkbcOk\r\n", "Tämä"),
        ("Content-Type: text/html", "<p>Sopii</p>", ""),
        (
            "Content-Type: multipart/alternative;\r\n boundary=\"xyz\"",
            "alku\r\n--xyz\r\nContent-Type: text/plain\r\n\r\nSopii\r\n--xyz\r\nContent-Type: text/html\r\n\r\n<b>x</b>\r\n--xyz--\r\n",
            "Sopii",
        ),
    ] {
        let read = letter(head, body);
        assert_eq!(read.words, words, "{head} {body}");
        assert_eq!((read.from.as_str(), read.id.as_str()), ("aino@esimerkki.example", "<a@b>"));
        assert!(!read.is_by_machine);
    }
    assert!(letter("Auto-Submitted: auto-replied", "Olen lomalla").is_by_machine);
    assert!(letter("Precedence: bulk", "Lista").is_by_machine);
    // What is none of it is nothing, and never a fault.
    assert_eq!(incoming(b""), Incoming::default());
    let deep = "Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n".repeat(2_000);
    assert_eq!(incoming(deep.as_bytes()).words, "");
}
