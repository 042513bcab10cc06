//! Who may let whom in, and what an address is. Pure.

use talkoo_protocol::OrganisationId;

use super::access::NetworkRole;

/// What somebody is to the queue of applications.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gatekeeper {
    /// Sees and decides all.
    Network,
    /// Vouches for the people of these organisations, and sees no other.
    Contact(Vec<OrganisationId>),
}

impl Gatekeeper {
    /// `None` for who has nothing to do with the queue.
    pub fn of(role: Option<NetworkRole>, contact_of: Vec<OrganisationId>) -> Option<Self> {
        match role? {
            NetworkRole::Administrator => Some(Self::Network),
            NetworkRole::Member | NetworkRole::Moderator => {
                (!contact_of.is_empty()).then_some(Self::Contact(contact_of))
            }
        }
    }

    /// Whether an application to speak for this organisation is there for them. One that names an
    /// organisation in words is the network's matter: nobody yet stands for it.
    pub fn sees(&self, organisation: Option<OrganisationId>) -> bool {
        match self {
            Self::Network => true,
            Self::Contact(own) => organisation.is_some_and(|one| own.contains(&one)),
        }
    }
}

/// An address as it is stored, if it can be one: one `@`, something before it, a name with a dot or
/// `localhost` behind it. Whether it is anybody's, only a letter tells.
pub fn address(text: &str) -> Option<String> {
    let text = text.trim();
    let (name, host) = text.split_once('@')?;
    let is_plain = |sign: char| {
        !sign.is_whitespace() && !sign.is_control() && !"@<>,;:\"()[]\\".contains(sign)
    };
    let is_sound = !name.is_empty()
        && text.len() <= 254
        && name.len() <= 64
        && name.chars().all(is_plain)
        && host.chars().all(is_plain)
        && (host == "localhost" || host.contains('.'))
        && host
            .split('.')
            .all(|part| !part.is_empty() && !part.starts_with('-') && !part.ends_with('-'));
    is_sound.then(|| text.to_owned())
}

/// The part of an address that may be an organisation's domain.
pub fn host(address: &str) -> String {
    address.rsplit('@').next().unwrap_or_default().to_lowercase()
}

#[cfg(test)]
mod tests {
    use talkoo_protocol::OrganisationId;
    use uuid::Uuid;

    use super::{Gatekeeper, address, host};
    use crate::domain::access::NetworkRole::{Administrator, Member, Moderator};

    #[test]
    fn contacts_decide_on_their_own_people_and_administrators_on_all() {
        let [own, other] = [1, 2].map(|number| OrganisationId(Uuid::from_u128(number)));
        let check = |role, contact_of: Vec<_>, asked, sees: Option<bool>| {
            let found = Gatekeeper::of(role, contact_of).map(|one| one.sees(asked));
            assert_eq!(found, sees, "{role:?} {asked:?}");
        };
        check(Some(Administrator), vec![], Some(other), Some(true));
        check(Some(Administrator), vec![], None, Some(true));
        check(Some(Member), vec![own], Some(own), Some(true));
        check(Some(Member), vec![own], Some(other), Some(false));
        check(Some(Member), vec![own], None, Some(false));
        check(Some(Moderator), vec![own], Some(own), Some(true));
        check(Some(Moderator), vec![], Some(own), None);
        check(Some(Member), vec![], Some(own), None);
        // Who is not active has no role.
        check(None, vec![own], Some(own), None);
    }

    #[test]
    fn an_address_is_one_that_a_letter_could_reach() {
        for good in ["a@b.fi", " Aino.Koe+x@posti.kunta.fi ", "admin@localhost", "åsa@ö.example"]
        {
            assert_eq!(address(good).as_deref(), Some(good.trim()), "{good}");
        }
        let long = format!("{}@b.fi", "a".repeat(65));
        for bad in [
            "",
            "a",
            "@b.fi",
            "a@",
            "a@b",
            "a@b..fi",
            "a@.fi",
            "a b@c.fi",
            "a@b@c.fi",
            "a@-b.fi",
            "a\n@b.fi",
            "<a@b.fi>",
            "a@b.fi,c@d.fi",
            &long,
        ] {
            assert_eq!(address(bad), None, "{bad}");
        }
        assert_eq!(host("a@Posti.Kunta.FI"), "posti.kunta.fi");
    }
}
