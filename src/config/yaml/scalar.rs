//! The types of values, and which of them a plain scalar has: text, a number, a boolean, or null.
//!
//! It follows the core schema of YAML 1.2, as editors do, with two exceptions: `0755` and numbers that do not fit are
//! text, because a version, a mode, or a long ID must not silently lose digits. `yes`, `on`, and `1_000` are text.

/// What a value is, as JSON distinguishes values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Type {
    /// `null`, or nothing at all.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number without a fraction.
    Integer,
    /// A number with one.
    Number,
    /// Text.
    Text,
    /// A list.
    List,
    /// A mapping.
    Mapping,
}

impl Type {
    /// Its name in messages.
    pub(in crate::config) fn name(self) -> &'static str {
        match self {
            Type::Null => "nothing",
            Type::Bool => "true or false",
            Type::Integer | Type::Number => "a number",
            Type::Text => "text",
            Type::List => "a list",
            Type::Mapping => "a mapping",
        }
    }
}

/// The value of a plain scalar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::config) enum Scalar {
    Null,
    Bool(bool),
    Int(i64),
    /// Only if it does not fit into an `i64`.
    UInt(u64),
    Float(f64),
    Text,
}

/// Reads a plain scalar.
pub(in crate::config) fn infer(text: &str) -> Scalar {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Scalar::Null,
        "true" | "True" | "TRUE" => Scalar::Bool(true),
        "false" | "False" | "FALSE" => Scalar::Bool(false),
        _ => number(text),
    }
}

fn number(text: &str) -> Scalar {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !unsigned.starts_with(|it: char| it.is_ascii_digit() || it == '.') {
        return Scalar::Text;
    }
    for (prefix, radix) in [("0x", 16), ("0o", 8)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            return based(digits, radix);
        }
    }
    let digits = unsigned.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 1 && unsigned.starts_with('0') {
        return Scalar::Text;
    }
    if digits == unsigned.len() {
        let text = text.strip_prefix('+').unwrap_or(text);
        return text
            .parse()
            .map(Scalar::Int)
            .or_else(|_| text.parse().map(Scalar::UInt))
            .unwrap_or(Scalar::Text);
    }
    float(text, unsigned, digits)
}

fn based(digits: &str, radix: u32) -> Scalar {
    if !digits.starts_with(|it: char| it.is_digit(radix)) {
        return Scalar::Text;
    }
    match u64::from_str_radix(digits, radix) {
        Ok(value) => i64::try_from(value).map_or(Scalar::UInt(value), Scalar::Int),
        Err(_) => Scalar::Text,
    }
}

fn float(text: &str, unsigned: &str, digits: usize) -> Scalar {
    let rest = &unsigned[digits..];
    let (fraction, exponent) = rest.split_at(rest.find(['e', 'E']).unwrap_or(rest.len()));
    let decimals = fraction.strip_prefix('.').unwrap_or(fraction);
    let all_digits = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
    let exponent_ok = exponent.get(1..).is_none_or(|it| {
        let it = it.strip_prefix(['-', '+']).unwrap_or(it);
        !it.is_empty() && all_digits(it)
    });
    let fraction_ok = fraction.is_empty() || fraction.starts_with('.') && all_digits(decimals);
    if !fraction_ok || !exponent_ok || digits + decimals.len() == 0 {
        return Scalar::Text;
    }
    text.parse().ok().filter(|it: &f64| it.is_finite()).map_or(Scalar::Text, Scalar::Float)
}

#[cfg(test)]
mod tests {
    use super::{Scalar::*, infer};

    #[test]
    fn plain_scalars_are_read_as_yaml_1_2_says() {
        for (text, expected) in [
            ("", Null),
            ("~", Null),
            ("null", Null),
            ("nULL", Text),
            ("true", Bool(true)),
            ("FALSE", Bool(false)),
            ("yes", Text),
            ("no", Text),
            ("on", Text),
            ("y", Text),
            ("0", Int(0)),
            ("-0", Int(0)),
            ("+12", Int(12)),
            ("-7", Int(-7)),
            ("0755", Text),
            ("-007", Text),
            ("1_000", Text),
            ("0b11", Text),
            ("0x1F", Int(31)),
            ("0o17", Int(15)),
            ("0x", Text),
            ("0x+1", Text),
            ("-0x1", Text),
            ("9223372036854775808", UInt(1 << 63)),
            ("18446744073709551616", Text),
            ("1.20", Float(1.2)),
            (".5", Float(0.5)),
            ("1.", Float(1.0)),
            ("1e3", Float(1000.0)),
            ("1e400", Text),
            (".inf", Text),
            (".nan", Text),
            (".", Text),
            ("1e", Text),
            ("1.2.3", Text),
            ("0.5", Float(0.5)),
            ("00.5", Text),
            ("12:30:45", Text),
            ("2024-01-01", Text),
            ("1 2", Text),
            ("-", Text),
            ("+", Text),
            ("٣", Text),
        ] {
            assert_eq!(infer(text), expected, "{text:?}");
        }
    }
}
