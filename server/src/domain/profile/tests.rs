use super::{is_language, is_municipality, is_region, languages, real_name};

#[test]
fn real_names_are_letters() {
    for good in ["Aino", "Anna-Liisa", "af Björkesund", "O’Neill", "Åsa", "Зоя", "J. Petteri"]
    {
        assert_eq!(real_name(good).as_deref(), Some(good));
    }
    assert_eq!(real_name("  Aino \n Maria ").as_deref(), Some("Aino Maria"));
    for bad in ["", " ", "-", "aino87", "a@b", "Aino<b>", "🙂", "a\0b", &"ä".repeat(61)] {
        assert_eq!(real_name(bad), None, "{bad:?}");
    }
}

#[test]
fn places_are_codes() {
    assert!(is_region("01") && is_region("21") && !is_region("03") && !is_region("Lappi"));
    assert!(is_municipality("091") && !is_municipality("91") && !is_municipality("KU091"));
}

#[test]
fn a_language_is_named_once() {
    let tags =
        |tags: &[&str]| languages(&tags.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>());
    assert_eq!(tags(&["sv", "fi", "sv"]), Some(vec!["sv".to_owned(), "fi".to_owned()]));
    assert_eq!(tags(&["Suomi"]), None);
    assert!(is_language("se") && is_language("smn") && !is_language("fi-FI"));
    let many: Vec<String> = (0..13u8).map(|n| format!("a{}", char::from(b'a' + n))).collect();
    assert_eq!(languages(&many), None);
}
