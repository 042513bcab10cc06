//! Files as office programs write them, and files that nobody would write.

use std::collections::HashSet;

use proptest::prelude::*;
use talkoo_protocol::OrganisationId;
use uuid::Uuid;

use super::{Delimiter, Field, Known, KnownOrganisation, Line, Unreadable, What, is_address, read};

fn known() -> Known {
    let organisation = |number: u128, names: &[&str], domain: &str| KnownOrganisation {
        id: OrganisationId(Uuid::from_u128(number)),
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        domains: vec![domain.to_owned()],
    };
    Known {
        organisations: vec![
            organisation(1, &["Kuusivaaran kunta", "Kuusivaara kommun"], "kuusivaara.example"),
            organisation(2, &["Kylien turva ry"], "kylat.example"),
            organisation(3, &["Kylien turva ry"], "toiset.example"),
        ],
        taken: HashSet::from(["eero@kuusivaara.example".to_owned()]),
        language: "fi".to_owned(),
    }
}

fn plan(text: &str) -> Vec<Line> {
    read(text).expect("a list").plan(&known())
}

/// What the only person of a file with all columns becomes: its problems' codes, or nothing.
fn codes(row: &str) -> Vec<&'static str> {
    let text = format!("etunimi;sukunimi;sähköposti;organisaatio;kieli;maakunta\n{row}");
    match plan(&text).remove(0).what {
        What::Wrong(problems) => problems.iter().map(|problem| problem.code).collect(),
        What::Fresh(_) | What::Existing => Vec::new(),
    }
}

#[test]
fn the_sign_between_fields_is_found_out() {
    let rows = ["Etunimi", "Sukunimi", "Sähköposti"];
    let person = ["Aino", "Koe", "aino@kuusivaara.example"];
    for (sign, delimiter) in
        [(";", Delimiter::Semicolon), (",", Delimiter::Comma), ("\t", Delimiter::Tab)]
    {
        for end in ["\n", "\r\n", "\r"] {
            for mark in ["", "\u{feff}"] {
                let text = format!("{mark}{}{end}{}{end}", rows.join(sign), person.join(sign));
                let sheet = read(&text).expect("a list");
                assert_eq!(sheet.delimiter, delimiter);
                let plan = sheet.plan(&known());
                assert!(matches!(plan[0].what, What::Fresh(_)), "{text:?}: {plan:?}");
                assert_eq!(plan[0].line, 2);
            }
        }
    }
}

#[test]
fn titles_are_understood_in_three_languages() {
    for titles in [
        "Etunimi;Sukunimi;Sähköpostiosoite",
        "Förnamn;Efternamn;E-post",
        "First name;Last name;E-mail",
        "GIVEN_NAME;Surname;email address",
    ] {
        assert!(read(&format!("{titles}\na;b;c@d.example")).is_ok(), "{titles}");
    }
    assert_eq!(read("Etunimi;Sukunimi\na;b").err(), Some(Unreadable::Lacks(Field::Email)));
    assert_eq!(
        read("Etunimi;Sukunimi;email;mail\na;b;c;d").err(),
        Some(Unreadable::Twice(Field::Email))
    );
    assert_eq!(read("Etunimi;Sukunimi;email\n\n").err(), Some(Unreadable::Empty));
    let many = format!("etunimi;sukunimi;email\n{}", "a;b;c@d.example\n".repeat(1_001));
    assert_eq!(read(&many).err(), Some(Unreadable::TooMany));
}

#[test]
fn each_line_says_what_is_wrong_with_it() {
    let check = |row: &str, expected: &[&str]| assert_eq!(codes(row), expected, "{row}");
    check("Aino;Koe;aino@kuusivaara.example;Kuusivaaran kunta;suomi;Lappi", &[]);
    check("Aino;Koe;aino@kuusivaara.example;KUUSIVAARA  kommun;sv;19", &[]);
    check("Aino;Koe;aino@kuusivaara.example;;;", &[]);
    check("Eero;Koe;EERO@kuusivaara.example;ei mikään;;", &[]);
    check(";Koe;aino@kuusivaara.example;;;", &["missing"]);
    check("Aino;Koe;aino.kuusivaara.example;Kuusivaaran kunta;;", &["bad_address"]);
    check("Aino;Koe;aino@muualla.example;;;", &["missing"]);
    check("Aino;Koe;a@muualla.example;Kunta X;;", &["unknown_organisation"]);
    check("Aino;Koe;a@muualla.example;Kylien turva ry;;", &["unclear_organisation"]);
    check("Aino;Koe;aino@kuusivaara.example;;saksa;", &["unknown_language"]);
    check("Aino;Koe;aino@kuusivaara.example;;;Savo", &["unknown_region"]);
    check("\"Aino\"x;Koe;aino@kuusivaara.example;;;", &["broken"]);
    check("\"Aino;Koe;aino@kuusivaara.example;;;", &["broken"]);
    check("Aino;Koe;aino@kuusivaara.example;;;;;liikaa", &["broken"]);
    check(&format!("{};Koe;aino@kuusivaara.example;;;", "a".repeat(81)), &["too_long"]);
    check(";;;;;x", &["missing", "missing", "missing", "unknown_region", "missing"]);
}

#[test]
fn one_address_is_one_person() {
    let plan = plan(
        "etunimi,sukunimi,email\n\"Aino, toinen\",\"Koe \"\"K\"\"\",a@kuusivaara.example\n\n\
         Eero,Koe,A@Kuusivaara.example",
    );
    assert_eq!(plan[0].name, "Aino, toinen Koe \"K\"");
    assert!(matches!(plan[0].what, What::Fresh(_)));
    assert_eq!(plan[1].line, 4);
    assert!(matches!(&plan[1].what, What::Wrong(problems) if problems[0].code == "double"));
}

#[test]
fn an_address_is_one_that_a_letter_can_be_sent_to() {
    for good in ["a@b.example", "a.b+c@d-e.example", "ää@järvi.example"] {
        assert!(is_address(good), "{good}");
    }
    for bad in
        ["", "a", "a@b", "@b.example", "a@.example", "a b@c.example", "a@b..example", "a@b@c.d,"]
    {
        assert!(!is_address(bad), "{bad}");
    }
}

proptest! {
    /// Whatever is uploaded, it is read to its end, each line once and in order.
    #[test]
    fn no_file_breaks_the_reader(text in "(sep=;\n)?(etunimi[;,\t]sukunimi[;,\t]email\r?\n)?[a-zä@.;,\t\"\r\n ]{0,200}") {
        if let Ok(sheet) = read(&text) {
            let plan = sheet.plan(&known());
            prop_assert!(plan.windows(2).all(|pair| pair[0].line < pair[1].line));
            prop_assert_eq!(plan.len(), sheet.addresses().len());
        }
    }

    #[test]
    fn no_signs_break_the_reader(text in any::<String>()) {
        if let Ok(sheet) = read(&text) {
            sheet.plan(&known());
        }
    }

    /// What is written with quotes is read as it was meant.
    #[test]
    fn what_is_quoted_is_read_back(fields in prop::collection::vec("[a-z;,\"\t]{1,12}", 3)) {
        let quoted: Vec<String> =
            fields.iter().map(|field| format!("\"{}\"", field.replace('"', "\"\""))).collect();
        let (_, records) = super::csv::read(&format!("a;b;c\n{}", quoted.join(";")));
        let trimmed: Vec<&str> = fields.iter().map(|field| field.trim()).collect();
        if trimmed.iter().any(|field| !field.is_empty()) {
            prop_assert_eq!(&records[1].fields, &trimmed);
        }
    }
}
