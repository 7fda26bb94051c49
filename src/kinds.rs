//! The kinds of GitLab objects, one file each. To add one, add a file and a line in [`KINDS`].

mod access_token;
mod agent_token;
mod application;
mod approval_rule;
mod approval_settings;
mod badge;
mod branch;
mod cluster_agent;
mod credential;
mod deploy_key;
mod deploy_token;
mod deployment;
mod environment;
mod external_status_check;
mod file;
mod group_link;
mod hook;
mod integration;
mod invitation;
mod job_token_scope;
mod label;
pub mod life;
mod member;
mod merge_train;
mod milestone;
mod pages;
mod personal_token;
mod pipeline_schedule;
mod pipeline_trigger;
mod protected_branch;
mod protected_environment;
mod protected_tag;
mod pull_mirror;
mod push_mirror;
mod push_rule;
mod resource_group;
mod runner;
mod security_settings;
mod service_account;
mod settings;
mod shared_with_group;
mod status_check;
mod topic;
mod user;
mod variable;

pub use access_token::AccessToken;
pub use agent_token::AgentToken;
pub use application::Application;
pub use approval_rule::ApprovalRule;
pub use approval_settings::ApprovalSettings;
pub use badge::Badge;
pub use branch::Branch;
pub use cluster_agent::ClusterAgent;
pub use credential::{Days, Field, Sink, VariableSink};
pub use deploy_key::DeployKey;
pub use deploy_token::DeployToken;
pub use deployment::Deployment;
pub use environment::Environment;
pub use external_status_check::ExternalStatusCheck;
pub use file::File;
pub use group_link::{LdapGroupLink, SamlGroupLink};
pub use hook::{SystemHook, Webhook};
pub use integration::Integration;
pub(crate) use integration::{Place, place as place_in_integration};
pub use invitation::Invitation;
pub use job_token_scope::JobTokenScope;
pub use label::Label;
pub use member::Member;
pub use merge_train::MergeTrainEntry;
pub use milestone::Milestone;
pub use pages::Pages;
pub use personal_token::PersonalToken;
pub use pipeline_schedule::{PipelineSchedule, ScheduleVariable};
pub use pipeline_trigger::PipelineTrigger;
pub use protected_branch::ProtectedBranch;
pub use protected_environment::ProtectedEnvironment;
pub use protected_tag::ProtectedTag;
pub use pull_mirror::PullMirror;
pub use push_mirror::PushMirror;
pub use push_rule::PushRules;
pub use resource_group::ResourceGroup;
pub use runner::Runner;
pub use security_settings::SecuritySettings;
pub use service_account::ServiceAccount;
pub use shared_with_group::SharedWithGroup;
pub use status_check::StatusCheck;
pub use topic::Topic;
pub use user::{SshKey, User};
pub use variable::Variable;

pub(crate) use self::settings::SETTINGS;
use self::settings::{OfGroup, OfInstance, OfProject, Settings};
use crate::resource::{Entry, In, Scope, Spec};
pub(crate) use user::USERS;

/// Every kind, in the order in which a scope is drafted: what others refer to comes first.
pub static KINDS: &[Entry] = &[
    Entry::of::<Settings<OfInstance>>(),
    Entry::of::<User>(),
    Entry::of::<ServiceAccount>(),
    Entry::with::<Variable>(&variable::OF_INSTANCE),
    Entry::of::<Application>(),
    Entry::with::<Runner>(&runner::OF_INSTANCE),
    Entry::of::<Topic>(),
    Entry::of::<SystemHook>(),
    Entry::of::<Settings<OfGroup>>(),
    Entry::with::<PushRules>(&push_rule::OF_GROUP),
    Entry::of::<ApprovalSettings<true>>(),
    Entry::with::<Variable>(&variable::OF_GROUP),
    Entry::with::<ServiceAccount>(&service_account::OF_GROUP),
    Entry::with::<AccessToken>(&access_token::OF_GROUP),
    Entry::with::<DeployToken>(&deploy_token::OF_GROUP),
    Entry::with::<Runner>(&runner::OF_GROUP),
    Entry::with::<Member>(&member::OF_GROUP),
    Entry::with::<Invitation>(&invitation::OF_GROUP),
    Entry::with::<SharedWithGroup>(&shared_with_group::OF_GROUP),
    Entry::of::<SamlGroupLink>(),
    Entry::of::<LdapGroupLink>(),
    Entry::with::<Label>(&label::OF_GROUP),
    Entry::with::<Badge>(&badge::OF_GROUP),
    Entry::with::<Milestone>(&milestone::OF_GROUP),
    Entry::with::<ProtectedBranch>(&protected_branch::OF_GROUP),
    Entry::with::<Webhook>(&hook::OF_GROUP),
    Entry::with::<Integration>(&integration::OF_GROUP),
    Entry::with::<ProtectedEnvironment>(&protected_environment::OF_GROUP),
    Entry::of::<Settings<OfProject>>(),
    Entry::of::<PushRules>(),
    Entry::of::<ApprovalSettings<false>>(),
    Entry::of::<SecuritySettings>(),
    Entry::of::<JobTokenScope>(),
    Entry::of::<Pages>(),
    Entry::of::<Variable>(),
    Entry::of::<AccessToken>(),
    Entry::of::<DeployToken>(),
    Entry::of::<PipelineTrigger>(),
    Entry::of::<Runner>(),
    Entry::of::<Member>(),
    Entry::of::<Invitation>(),
    Entry::of::<SharedWithGroup>(),
    Entry::of::<Label>(),
    Entry::of::<Badge>(),
    Entry::of::<Milestone>(),
    Entry::of::<DeployKey>(),
    Entry::of::<ClusterAgent>(),
    Entry::of::<Environment>(),
    Entry::of::<ResourceGroup>(),
    Entry::of::<Branch>(),
    Entry::of::<File>(),
    Entry::of::<ProtectedBranch>(),
    Entry::of::<ProtectedTag>(),
    Entry::of::<ProtectedEnvironment>(),
    Entry::of::<ExternalStatusCheck>(),
    Entry::of::<ApprovalRule>(),
    Entry::of::<PipelineSchedule>(),
    Entry::of::<Webhook>(),
    Entry::of::<Integration>(),
    Entry::of::<PushMirror>(),
    Entry::of::<PullMirror>(),
    Entry::of::<ScheduleVariable>(),
    Entry::of::<SshKey>(),
    Entry::of::<PersonalToken<true>>(),
    Entry::of::<PersonalToken<false>>(),
    Entry::of::<AgentToken>(),
    Entry::of::<Deployment>(),
    Entry::of::<MergeTrainEntry>(),
    Entry::of::<StatusCheck>(),
];

/// A kind in a scope; `None` if the scope has no such kind.
pub fn find(kind: &str, scope: &Scope) -> Option<&'static Entry> {
    KINDS.iter().find(|it| it.spec.kind == kind && scope.is(it.spec.scope))
}

impl Entry {
    /// The kinds of which its objects have objects of their own.
    pub fn contents(&self) -> impl Iterator<Item = &'static Entry> + use<> {
        let of = In::Object(self.spec.kind);
        KINDS.iter().filter(move |it| it.spec.scope == of)
    }

    /// The kinds whose objects files declare in its list.
    pub fn guests(&self) -> impl Iterator<Item = &'static Entry> + use<> {
        let Spec { kind, scope, .. } = *self.spec;
        let is_guest =
            move |it: &Spec| it.scope == scope && it.host.is_some_and(|it| it.kind == kind);
        KINDS.iter().filter(move |it| is_guest(it.spec))
    }
}
