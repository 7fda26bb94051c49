//! OAuth applications of the instance.
//!
//! GitLab changes nothing of an application, and accepts a second one with the same name. Its secret is in the response to the
//! creation alone, and its scopes are in no response; the list is not paged (all measured).

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::credential::{self, Credential, Nature, Sink, Terms};
use crate::gitlab::{Element, Listing, Paging};
use crate::resource::{
    Checks, Duplicates, Fields, In, Kind, Level, Live, Needs, Produced, Rank, Removal, Setting,
    Spec, Tier, full_text,
};

/// An application that uses GitLab to sign people in, or acts for them. `prune` never deletes one.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct Application {
    /// Name of the application, which identifies it.
    #[schemars(length(min = 1, max = 255), example = &"grafana")]
    pub application_name: String,
    /// Addresses that people may be sent back to, separated by spaces or line breaks.
    #[serde(default)]
    #[schemars(length(min = 1), regex(pattern = r"^\s*[A-Za-z][A-Za-z0-9+.-]*:[^\s#]+(\s+[A-Za-z][A-Za-z0-9+.-]*:[^\s#]+)*\s*$"), extend("patternErrorMessage" = "absolute URLs without a fragment"), example = &"https://grafana.acme.com/login/gitlab")]
    pub callback_url: Setting<String>,
    /// What the application can be used for. GitLab does not return this: a change has no effect on an application that exists.
    #[serde(default)]
    #[schemars(schema_with = "credential::scopes", example = ["openid", "read_user"])]
    pub scopes: Setting<Vec<String>>,
    /// Whether the application can keep its secret. `false` for an application that runs on the devices of its users.
    #[serde(default)]
    pub confidential: Setting<bool>,
    /// Where the secret of a new application is put.
    #[serde(default)]
    #[schemars(length(min = 1), example = credential::example())]
    pub save_to: Setting<Vec<Sink>>,
}

impl Credential for Application {
    const NATURE: Nature = Nature {
        noun: "application",
        secret: "secret",
        produces: &[
            Produced { field: "id", secret: false },
            Produced { field: "application_id", secret: false },
            Produced { field: "secret", secret: true },
        ],
        guessed: false,
        ..Nature::TOKEN
    };

    fn terms(&self) -> Terms<'_> {
        Terms {
            expires_in: None,
            expires_at: None,
            renew_before: None,
            renew_after: None,
            save_to: &self.save_to,
        }
    }

    fn notes(&self, live: Option<&Live<'_>>) -> Vec<String> {
        let is_there = live.is_some() && self.scopes.value().is_some();
        let note = "GitLab does not return the scopes of an application, so they are not compared";
        is_there.then(|| note.to_owned()).into_iter().collect()
    }
}

impl Kind for Application {
    const SPEC: Spec = Spec {
        identity: &["application_name"],
        required: &["callback_url", "scopes"],
        shown: &["save_to"],
        removal: Removal::Absent,
        listing: Listing { paging: Paging::Whole, element: Element::Numbered },
        written: |field, value| match field {
            "scopes" => Some(("scopes", Value::from(value.texts().join(" ")))),
            _ => None,
        },
        ..Spec::list(
            "applications",
            "application",
            In::Instance,
            Rank::Rules,
            Needs::of(Tier::Free, Level::Administrator, Level::Administrator),
            Duplicates::Replaced,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { application_name, callback_url, scopes, confidential, save_to } = self;
        f.identity("application_name", application_name).sent_as("name");
        // GitLab keeps whatever separates them.
        let one_a_line = |it: &String| it.split_whitespace().collect::<Vec<_>>().join("\n");
        let callback_url = callback_url.as_ref().map(one_a_line);
        f.plain("callback_url", &callback_url).sent_as("redirect_uri");
        f.plain("scopes", scopes).omittable();
        f.plain("confidential", confidential).default(true);
        f.plain("save_to", save_to).omittable();
    }

    fn check(&self, checks: &mut Checks) {
        self.terms().check(&Self::NATURE, checks);
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        #[derive(Deserialize)]
        struct Row {
            #[serde(deserialize_with = "full_text")]
            application_name: String,
            callback_url: String,
            confidential: bool,
        }
        let Row { application_name, callback_url, confidential } = Row::deserialize(raw)?;
        Ok(Application {
            application_name,
            callback_url: Setting::Value(callback_url),
            confidential: Setting::Value(confidential),
            ..Self::default()
        })
    }

    fn goes_along(_raw: &Value) -> Option<String> {
        Some("nobody can sign in with it any more, and its tokens stop working".to_owned())
    }

    credential::life!();
}
