//! Who waits at the gate of the demonstration. Invented, like everybody in it; nothing can be sent to
//! these addresses (RFC 2606).

pub(super) struct Applicant {
    pub(super) name: [&'static str; 2],
    pub(super) email: &'static str,
    pub(super) language: &'static str,
    pub(super) title: &'static str,
    /// Of the demonstration's organisations; else `named` says which.
    pub(super) organisation: Option<&'static str>,
    pub(super) named: &'static str,
    pub(super) reason: &'static str,
}

/// Has not been here for long.
pub(super) const QUIET: &str = "oskari";
/// Was let in and never came.
pub(super) const NEVER: &str = "noora";

/// A domain of an organisation, so that an address can be seen to belong to it.
pub(super) const DOMAIN: (&str, &str) = ("kuusivaara", "kuusivaara.invalid");

pub(super) const APPLICANTS: &[Applicant] = &[
    Applicant {
        name: ["Tuomas", "Mallikoski"],
        email: "tuomas.mallikoski@kuusivaara.invalid",
        language: "fi",
        title: "koulukuraattori",
        organisation: Some("kuusivaara"),
        named: "",
        reason: "Teen koulujen turvallisuutta Eeron kanssa ja haluan seurata, mitä muualla tehdään.",
    },
    Applicant {
        name: ["Saga", "Provström"],
        email: "saga@posten.invalid",
        language: "sv",
        title: "samordnare",
        organisation: Some("saarela"),
        named: "",
        reason: "Jag samordnar brottsförebyggande arbete på två språk och söker kollegor.",
    },
    Applicant {
        name: ["Ville", "Näytevirta"],
        email: "ville@naapuriapu.invalid",
        language: "fi",
        title: "",
        organisation: None,
        named: "Naapuriapu Demo ry",
        reason: "Järjestämme kyläkävelyjä ja haluaisimme kertoa niistä.",
    },
];
