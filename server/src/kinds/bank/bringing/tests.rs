use super::{Sort, read};
use crate::{kind::Foreign, kinds::bank::body::Entry};

fn brought(name: &str, text: &str) -> Vec<Foreign<Entry>> {
    read(&[(name.to_owned(), text.to_owned())])
}

fn body(foreign: &Foreign<Entry>) -> &Entry {
    &foreign.content.as_ref().expect("sound").body
}

fn problems(foreign: &Foreign<Entry>) -> Vec<(&str, &str)> {
    let problems = foreign.content.as_ref().err().into_iter().flatten();
    problems.map(|problem| (problem.code, problem.field.as_str())).collect()
}

#[test]
fn a_spreadsheet_in_finnish_becomes_entries_and_says_what_is_wrong_by_line() {
    let text = "tunniste;Nimi;Laji;Ongelma;Maakunta;Näytön taso;Vaiheet;Oma sarake\r\n\
        a1;Kylän ketju;toimintamalli;\"Apu;\nviipyy\";Lappi, 02;2 kokeiltu;\"1. Nimeä\n2. Harjoittele\";muuta\r\n\
        a2;;;;;;;\r\n\
        a3;Opas;opas;;Atlantis;9;;\r\n\
        a1;Toinen;;;;;;\r\n";
    let found = brought("mallit.csv", text);
    let lines: Vec<u32> = found.iter().map(|one| one.line).collect();
    assert_eq!(lines, [2, 5, 6, 7]);
    let entry = body(&found[0]);
    assert_eq!((found[0].name.as_str(), found[0].title.as_str()), ("a1", "Kylän ketju"));
    assert_eq!(
        (entry.sort, entry.level, entry.regions.as_slice()),
        (Sort::PracticeModel, 2, ["19".to_owned(), "02".to_owned()].as_slice())
    );
    assert_eq!(entry.field("problem"), "Apu;\nviipyy");
    assert_eq!(
        entry.steps.iter().map(|step| step.text.as_str()).collect::<Vec<_>>(),
        ["Nimeä", "Harjoittele"]
    );
    assert_eq!(entry.field("core_idea"), "Oma sarake: muuta", "nothing is lost");
    assert_eq!(problems(&found[1]), [("missing", "title")]);
    assert_eq!(
        problems(&found[2]),
        [("unknown_word", "regions: Atlantis"), ("unknown_word", "level: 9")]
    );
    assert_eq!(problems(&found[3]), [("double", "a1")]);
}

#[test]
fn a_markdown_file_becomes_an_entry_under_its_path() {
    let text = "---\ntags: kyber, koulut\n---\n# Turvakävely\n\n- Laji: Toimintamalli\n- Näytön taso: 3 (Toistettu)\n- Lisenssi: CC0 1.0\n\n\
        ## Ongelma\n\nPihalla sattuu.\n\n## Vaiheet\n\n1. Kutsu\n2. Kierrä\n\n## Muistoja\n\nEi paikkaa.\n\n#turva #lapset\n";
    let found = brought("mallit/kävely.md", text);
    let entry = body(&found[0]);
    assert_eq!((found[0].name.as_str(), found[0].title.as_str()), ("mallit/kävely", "Turvakävely"));
    assert_eq!((entry.level, entry.licence.as_str()), (3, "CC0 1.0"));
    assert_eq!(entry.tags, ["kyber", "koulut", "turva", "lapset"]);
    assert_eq!((entry.field("problem"), entry.steps.len()), ("Pihalla sattuu.", 2));
    assert_eq!(entry.field("core_idea"), "Muistoja: Ei paikkaa.");
}

#[test]
fn what_an_older_portal_holds_comes_along_without_its_people() {
    let text = r#"{
      "workspaces": [{"id": 7, "name": "Harva-alueet", "purpose": "Yhteistyötä", "owner": "Nimi Keksitty"}],
      "practices": [{"id": 1, "title": "Ketju", "problem": "Apu viipyy", "workspace": 7, "author": "Nimi Keksitty"}],
      "projects": [{"id": 1, "name": "Hanke", "objective": "Turvaa", "results": "Saatiin", "start": "2019"}],
      "events": [{"id": 1, "title": "Seminaari", "place": "Saarela", "organiser": "Kunta"}],
      "members": [{"id": 1, "name": "Nimi Keksitty", "email": "nimi@kunta.example"}]
    }"#;
    let found = brought("portaali.json", text);
    let names: Vec<&str> = found.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["practices/1", "projects/1", "events/1", "workspaces/7", ""]);
    assert_eq!(body(&found[0]).field("collection"), "Harva-alueet");
    let project = body(&found[1]);
    assert_eq!((project.sort, project.field("result")), (Sort::Reference, "Saatiin"));
    assert_eq!(project.field("done"), "Turvaa\n\nstart: 2019");
    assert_eq!(body(&found[2]).places[0].name, "Saarela");
    assert_eq!(problems(&found[4]), [("person", "")]);
    assert!(!format!("{found:?}").contains("Keksitty"), "{found:?}");
}

#[test]
fn no_form_brings_people_along() {
    let sheet = "Nimi;Omistaja;E-mail;Ongelma\nKetju;Nimi Keksitty;nimi@kunta.example;Apu viipyy\n";
    let file = "# Ketju\n\n## Ongelma\n\nApu viipyy\n\n## Kirjoittaja\n\nNimi Keksitty\n";
    let portal = r#"{"practices": [{"title": "Ketju", "problem": "Apu viipyy", "Author": "Nimi Keksitty"}]}"#;
    for (name, text) in [("a.csv", sheet), ("a.md", file), ("a.json", portal)] {
        let found = brought(name, text);
        assert_eq!(body(&found[0]).field("problem"), "Apu viipyy", "{name}");
        let all = format!("{found:?}");
        assert!(!all.contains("Keksitty") && !all.contains("kunta.example"), "{name}: {all}");
    }
}

#[test]
fn what_cannot_be_read_is_said_with_its_line() {
    assert_eq!(problems(&brought("a.json", "{\n  \"title\": \n}")[0]), [("unreadable", "")]);
    assert_eq!(brought("a.json", "{\n  \"title\": \n}")[0].line, 3);
    assert_eq!(problems(&brought("a.docx", "PK")[0]), [("unknown_form", "")]);
    assert_eq!(problems(&brought("a.csv", "")[0]), [("empty", "")]);
}
