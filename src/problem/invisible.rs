//! The list of characters that are never shown unchanged and that no name can contain.

/// Whether a character is invisible, or affects the text around it: controls, line and paragraph separators, marks that
/// change the direction of writing, joiners, fillers, variation selectors, tags, and blanks without width or ink. Spaces
/// do not count.
///
/// ```
/// use labwright::problem::invisible;
/// assert!(invisible('\u{200B}') && invisible('\n') && invisible('\u{AD}'));
/// assert!(!invisible(' ') && !invisible('é') && !invisible('🦊'));
/// ```
pub fn invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
            | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{13430}'..='\u{1343F}'
            | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::clean;

    #[test]
    fn what_cannot_be_seen_is_replaced_and_what_can_be_seen_is_kept() {
        let known = "\u{0}\u{7}\u{1b}\u{7f}\u{85}\u{9b}\u{ad}\u{34f}\u{61c}\u{115f}\u{1160}\u{17b4}\u{17b5}\u{180b}\u{180e}\u{200b}\
                     \u{200d}\u{200e}\u{2028}\u{2029}\u{202a}\u{202e}\u{2060}\u{2066}\u{206f}\u{2800}\u{3164}\u{fe00}\u{fe0f}\
                     \u{feff}\u{ffa0}\u{fff9}\u{fffb}\u{e0001}\u{e0041}\u{e0100}\u{e0fff}";
        for it in known.chars() {
            assert!(invisible(it), "{it:?}");
            assert_eq!(clean(&format!("a{it}b")), "a\u{FFFD}b", "{it:?}");
        }
        for it in "a é ß 中 ﷺ 🦊 \u{301} \u{FFFD} \u{a0}".chars() {
            assert!(!invisible(it), "{it:?}");
        }
        assert_eq!(clean("a\tb\r\nc"), "a b  c");
    }
}
