use std::collections::BTreeMap;

use super::{texts, write};
use crate::domain::letter::Template;

const ALL: [Template; 15] = [
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
