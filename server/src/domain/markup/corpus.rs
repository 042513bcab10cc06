//! Texts thrown together from fragments, always the same ones: the golden corpus on which the
//! client's parser must agree with this one.

/// Fragments of one temper; a text takes most of its fragments from one row.
const FRAGMENTS: &[&[&str]] = &[
    &["a", "ä", "sana ", "*", "**", "_", "__", "~~", "~", " ", "\n", ".", "(", ")", "***", "\\"],
    &["[", "]", "(", ")", "![", "a", "](https://a.fi)", "](", "https://b.fi/(x)", " \"t\"", "\\"],
    &[
        "> ", "- ", "1. ", "  ", "    ", "\n", "\n\n", "a", "* ", "```\n", "- [ ] ", "\t", "# ",
        "---",
    ],
    &["| a | b |\n", "|---|:-:|\n", "| x | y |\n", "|", "\\|", "`", "\n", "a", "-", "> ", "*b*"],
    &[
        "#tunniste",
        "#",
        "ö",
        "_",
        "-",
        "@[channel]",
        MEMBER,
        "\\",
        "&",
        "/",
        "https://c.fi/#d",
        "`",
    ],
    &[
        "https://", "d.fi/", "a_b", "*", "?", ".", ",", ")", "(", "<", ">", "\"", " ", "&amp;",
        "e@f.fi",
    ],
    &["`", "``", "```", "~~~", "\n", "koodi", " ", "\\", MEMBER, "#tunniste", "> ", "    "],
    &[
        "👍🏽",
        "👨\u{200d}👩\u{200d}👧",
        ":hymy:",
        ":heart_eyes:",
        "å",
        "e\u{301}",
        "\u{a0}",
        "*",
        "_",
        "#yö",
    ],
];
const MEMBER: &str = "@[0197a1b2-0000-7000-8000-0000000000a1]";

/// Multiplication and shifts (splitmix64): the same numbers everywhere, for ever.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % sides as u64) as usize
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.throw(from.len())]
    }
}

pub(super) fn texts(count: usize) -> Vec<String> {
    let mut dice = Dice(20_261_123);
    (0..count)
        .map(|_| {
            let temper = dice.pick(FRAGMENTS);
            let length = 2 + dice.throw(18);
            (0..length)
                .map(|_| {
                    let row = if dice.throw(5) == 0 { dice.pick(FRAGMENTS) } else { temper };
                    dice.pick(row)
                })
                .collect()
        })
        .collect()
}
