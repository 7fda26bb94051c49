//! What GitLab derives from the name of an environment: its slug and its tier.

/// An environment's slug: at most 24 letters, digits, and dashes. If the name itself is not a slug, the last six digits (base 36) of
/// its SHA-256 make it unique.
pub(crate) fn slug(name: &str) -> String {
    let lower = name.to_lowercase();
    let plain = |letter: char| {
        if letter.is_ascii_lowercase() || letter.is_ascii_digit() { letter } else { '-' }
    };
    let mut slug: String = lower.chars().map(plain).collect();
    if !slug.starts_with(|letter: char| letter.is_ascii_lowercase()) {
        slug.insert_str(0, "env-");
    }
    while slug.contains("--") {
        slug = slug.replace("--", "-");
    }
    if slug.len() > 24 || slug != name {
        slug.truncate(17);
        if !slug.ends_with('-') {
            slug.push('-');
        }
        slug.push_str(&suffix(name));
    }
    slug.strip_suffix('-').map_or(slug.clone(), str::to_owned)
}

fn suffix(name: &str) -> String {
    let mut number = sha256(name.as_bytes());
    let mut digits = Vec::new();
    for _ in 0..6 {
        let mut rest = 0_u64;
        for word in &mut number {
            let whole = (rest << 32) | u64::from(*word);
            *word = u32::try_from(whole / 36).unwrap_or(0);
            rest = whole % 36;
        }
        digits.push(u32::try_from(rest).ok().and_then(|digit| char::from_digit(digit, 36)));
    }
    digits.into_iter().rev().flatten().collect()
}

/// The first 32 bits of the fractional part of the `root`-th root of a number, from which SHA-256 derives its constants.
fn fraction(number: u64, root: u32) -> u32 {
    // The greatest integer whose power is at most number * 2^(32 * root), found bit by bit.
    let mut found = 0_u128;
    for bit in (0..36).rev() {
        let more = found | (1 << bit);
        let fits = match root {
            2 => more * more <= u128::from(number) << 64,
            _ => {
                (more * more).checked_mul(more).is_some_and(|cube| cube <= u128::from(number) << 96)
            }
        };
        if fits {
            found = more;
        }
    }
    u32::try_from(found & 0xffff_ffff).unwrap_or(0)
}

fn sha256(bytes: &[u8]) -> [u32; 8] {
    let primes: Vec<u64> =
        (2_u64..312).filter(|number| (2..*number).all(|by| number % by != 0)).take(64).collect();
    let rounds: Vec<u32> = primes.iter().map(|prime| fraction(*prime, 3)).collect();
    let mut state = [0_u32; 8];
    for (word, prime) in state.iter_mut().zip(&primes) {
        *word = fraction(*prime, 2);
    }
    let mut message = bytes.to_vec();
    message.push(0x80);
    while message.len() % 64 != 56 {
        message.push(0);
    }
    let bits = u64::try_from(bytes.len()).unwrap_or(0) * 8;
    message.extend_from_slice(&bits.to_be_bytes());
    for block in message.chunks_exact(64) {
        let mut words: Vec<u32> = block
            .chunks_exact(4)
            .map(|four| four.iter().fold(0, |word, byte| (word << 8) | u32::from(*byte)))
            .collect();
        for at in 16..64 {
            let (two, fifteen) = (words[at - 2], words[at - 15]);
            let low = fifteen.rotate_right(7) ^ fifteen.rotate_right(18) ^ (fifteen >> 3);
            let high = two.rotate_right(17) ^ two.rotate_right(19) ^ (two >> 10);
            let sum = words[at - 16].wrapping_add(low).wrapping_add(words[at - 7]);
            words.push(sum.wrapping_add(high));
        }
        let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = state;
        for (word, round) in words.iter().zip(&rounds) {
            let high = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
            let choice = (e & f) ^ (!e & g);
            let first =
                h.wrapping_add(high).wrapping_add(choice).wrapping_add(*round).wrapping_add(*word);
            let low = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
            let majority = (a & b) ^ (a & c) ^ (b & c);
            (h, g, f, e) = (g, f, e, d.wrapping_add(first));
            (d, c, b, a) = (c, b, a, first.wrapping_add(low.wrapping_add(majority)));
        }
        for (word, more) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
            *word = word.wrapping_add(more);
        }
    }
    state
}

/// The tier that GitLab guesses from a name.
pub(crate) fn tier(name: &str) -> &'static str {
    let name = name.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if has(&["dev", "review", "trunk"]) {
        "development"
    } else if has(&["test", "tst", "int", "accept", "acpt", "qa", "qc", "control", "quality"]) {
        "testing"
    } else if has(&["stg", "stag", "modl", "model", "pre", "demo", "non"]) {
        "staging"
    } else if has(&["prd", "prod", "live"]) {
        "production"
    } else {
        "other"
    }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn slugs_are_as_gitlab_makes_them() {
        let known = [
            ("production", "production"),
            ("Production", "production-iis43c"),
            ("a.b", "a-b-dzjupg"),
            (" lead", "env-lead-t7z8vx"),
            ("{nope}", "env-nope-c7cqcf"),
            ("a  b", "a-b-3pibry"),
            ("12", "env-12-0k0jyw"),
        ];
        for (name, expected) in known {
            assert_eq!(slug(name), expected);
        }
    }
}
