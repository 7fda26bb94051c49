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
    /// GitLab changes its attributes in place, so that only the value itself takes a new one. The response to its creation has
    /// nothing but what it produces.
    pub lasting: bool,
    /// Where no variable can say which of several with one name is current, it is the newest one. Otherwise they are a problem.
    pub guessed: bool,
    /// The field of a response with the ID of the user that it belongs to.
    pub bot: Option<&'static str>,
    /// That user can have others as well.
    pub many: bool,
}

impl Nature {
    /// A token that GitLab returns once, and never changes.
    pub(in crate::kinds) const TOKEN: Nature = Nature {
        noun: "token",
        secret: "token",
        produces: &[
            Produced { field: "id", secret: false },
            Produced { field: "token", secret: true },
        ],
        readable: false,
        lasting: false,
        guessed: true,
        bot: None,
        many: false,
    };
}
