//! Values that look random but are the same at every start: fingerprints and commits.

/// FNV-1a with 128 bits: a fingerprint that needs no crate and is the same on every machine.
pub(crate) fn hash(bytes: &[u8]) -> u128 {
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    bytes.iter().fold(OFFSET, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(PRIME))
}

/// A made-up commit ID, always the same for the same words.
pub(crate) fn made_up_sha(words: &str) -> String {
    let (first, second) = (hash(words.as_bytes()), hash(format!("{words}\n").as_bytes()));
    let mut digits = format!("{first:032x}{second:032x}");
    digits.truncate(40);
    digits
}
