//! What an organisation may be called and known by. Pure.

/// Sorts of organisations, as they are stored.
pub const KINDS: &[&str] = &[
    "authority",
    "municipality",
    "county",
    "association",
    "company",
    "university",
    "research",
    "funder",
    "parish",
    "other",
];

/// Sorts of competences.
pub const COMPETENCE_KINDS: &[&str] = &["method", "phenomenon", "sector", "technology", "language"];

/// Domains of one organisation at most.
pub const DOMAINS: usize = 50;

/// A domain of mail addresses as it is stored: small letters, no at sign, at least one dot.
pub fn domain(text: &str) -> Option<String> {
    let domain = text.trim().trim_start_matches('@').to_lowercase();
    let labels: Vec<&str> = domain.split('.').collect();
    let is_label = |label: &&str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|sign| sign.is_alphanumeric() || sign == '-')
    };
    (labels.len() >= 2 && domain.len() <= 253 && labels.iter().all(is_label)).then_some(domain)
}

/// The domain of a mail address.
pub fn domain_of(address: &str) -> Option<String> {
    address.rsplit_once('@').and_then(|(_, after)| domain(after))
}

/// A Finnish business id: seven figures, a hyphen and the check figure that they give.
pub fn is_business_id(text: &str) -> bool {
    const WEIGHTS: [u32; 7] = [7, 9, 10, 5, 8, 4, 2];
    let Some((number, check)) = text.split_once('-') else { return false };
    let figures: Vec<u32> = number.chars().filter_map(|sign| sign.to_digit(10)).collect();
    if figures.len() != 7 || number.len() != 7 || check.len() != 1 {
        return false;
    }
    let sum: u32 = figures.iter().zip(WEIGHTS).map(|(figure, weight)| figure * weight).sum();
    let expected = match sum % 11 {
        0 => 0,
        // No number gives this remainder; it is not used.
        1 => return false,
        rest => 11 - rest,
    };
    check.chars().next().and_then(|sign| sign.to_digit(10)) == Some(expected)
}

/// A short name in addresses: small letters, figures, hyphens between them.
pub fn is_slug(text: &str) -> bool {
    text.len() <= 60
        && !text.is_empty()
        && !text.starts_with('-')
        && !text.ends_with('-')
        && text
            .chars()
            .all(|sign| (sign.is_alphanumeric() && sign.to_lowercase().eq([sign])) || sign == '-')
}

#[cfg(test)]
mod tests {
    use super::{domain, domain_of, is_business_id, is_slug};

    #[test]
    fn domains_are_of_addresses() {
        assert_eq!(domain(" @Saarela.Example ").as_deref(), Some("saarela.example"));
        assert_eq!(domain_of("aino@järvi.example").as_deref(), Some("järvi.example"));
        for bad in ["", "saarela", "a..b", "-a.fi", "a b.fi", "a@b.fi", ".fi"] {
            assert_eq!(domain(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn business_ids_have_their_check_figure() {
        assert!(is_business_id("1234567-1") && is_business_id("7654321-2"));
        for bad in ["1234567-2", "234567-1", "12345671", "1234567-", "abcdefg-1", "FI12345671"] {
            assert!(!is_business_id(bad), "{bad}");
        }
    }

    #[test]
    fn slugs_are_small() {
        assert!(is_slug("sovittelu") && is_slug("lähi-turva-2"));
        for bad in ["", "Sovittelu", "kaksi sanaa", "-a", "a-", "a_b"] {
            assert!(!is_slug(bad), "{bad:?}");
        }
    }
}
