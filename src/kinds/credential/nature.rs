//! What differs between credentials.

use crate::resource::Produced;

/// Where the value is put.
pub(in crate::kinds) const SAVE_TO: &str = "save_to";
/// What differs between credentials.
pub(in crate::kinds) struct Nature {
    /// What descriptions of variables call it, so that the IDs of two kinds are told apart.
    pub noun: &'static str,
    /// The field of a response that is the value.
    pub secret: &'static str,
    /// What responses to its creation bring.
    pub produces: &'static [Produced],
    /// GitLab returns the value again later, so that it need not be put anywhere.
    pub readable: bool,
    /// The field of a response with the ID of the user that it belongs to, and to nobody else.
    pub bot: Option<&'static str>,
}
