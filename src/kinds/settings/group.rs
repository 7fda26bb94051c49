//! The settings of groups: names, values, and defaults as measured on GitLab 18.9.

use super::attribute::{Attribute, Example, Form, Usual, attribute};
use crate::resource::{FieldNeeds, Tier};

/// The protection of new default branches.
#[rustfmt::skip]
const PROTECTION: &[Attribute] = &[
    attribute("allow_force_push", Form::Bool, Usual::Bool(false), Example::None, "Allow force pushes, for those who can push."),
    attribute("allowed_to_merge", Form::Roles, Usual::Role("maintainer"), Example::Text("developer"), "Lowest role that can merge."),
    attribute("allowed_to_push", Form::Roles, Usual::Role("maintainer"), Example::Text("maintainer"), "Lowest role that can push."),
    attribute("code_owner_approval_required", Form::Bool, Usual::Bool(false), Example::None, "Reject direct pushes that change files listed in the CODEOWNERS file. Requires GitLab Premium."),
    attribute("developer_can_initial_push", Form::Bool, Usual::Bool(false), Example::None, "Let developers push the first commit."),
];

#[rustfmt::skip]
pub(super) const ATTRIBUTES: &[Attribute] = &[
    attribute("allow_merge_on_skipped_pipeline", Form::Bool, Usual::Bool(false), Example::None, "Treat a skipped pipeline as successful when merging. Refused unless `only_allow_merge_if_pipeline_succeeds` is true."),
    attribute("allowed_email_domains_list", Form::Text, Usual::Unknown, Example::Text("example.com"), "Email domains that members must belong to, separated by commas. The empty string lifts the restriction."),
    attribute("archived", Form::Bool, Usual::Bool(false), Example::None, "Archive the group: it and its projects become read-only. labwright unarchives a group before all other changes to it, and archives it after them."),
    attribute("auto_ban_user_on_excessive_projects_download", Form::Bool, Usual::Bool(false), Example::None, "Ban users from the group when they exceed `unique_project_download_limit`."),
    attribute("auto_devops_enabled", Form::Bool, Usual::Null, Example::None, "Run Auto DevOps by default in the projects of the group."),
    attribute("avatar", Form::File, Usual::Null, Example::None, "Image of the group: `{ file: PATH }`, a PNG, JPEG, GIF, BMP, TIFF, or ICO file of at most 200 KiB."),
    attribute("default_branch", Form::Text, Usual::Unknown, Example::Text("trunk"), "Name of the default branch of new projects in the group."),
    attribute("default_branch_protection_defaults", Form::Record(PROTECTION), Usual::Unknown, Example::None, "Protection of the default branches of new projects in the group. Entries that are not listed stay unchanged."),
    attribute("description", Form::Text, Usual::Null, Example::Text("Some **text**\n"), "Short description of the group, in Markdown."),
    attribute("duo_core_features_enabled", Form::Bool, Usual::Unknown, Example::None, "Offer the GitLab Duo Core features to the members of the group."),
    attribute("duo_features_enabled", Form::Bool, Usual::Bool(true), Example::None, "Offer GitLab Duo features in the group and its projects."),
    attribute("emails_enabled", Form::Bool, Usual::Bool(true), Example::None, "Send notification emails for the group and its projects."),
    attribute("enabled_git_access_protocol", Form::OneOf(&["all", "ssh", "http"]), Usual::Text("all"), Example::None, "Protocols that Git clients can use with the group's repositories."),
    attribute("extra_shared_runners_minutes_limit", Form::Int, Usual::Null, Example::Int(50), "Compute minutes on top of the monthly quota. Only an administrator can change it; for others it has no effect."),
    attribute("ip_restriction_ranges", Form::Text, Usual::Unknown, Example::Text("0.0.0.0/0"), "IP addresses and subnets that can reach the group, separated by commas. The empty string lifts the restriction."),
    attribute("lfs_enabled", Form::Bool, Usual::Bool(true), Example::None, "Store large files of the group's projects with Git LFS."),
    attribute("lock_duo_features_enabled", Form::Bool, Usual::Bool(false), Example::None, "Prevent subgroups and projects from changing `duo_features_enabled`."),
    attribute("lock_math_rendering_limits_enabled", Form::Bool, Usual::Bool(false), Example::None, "Prevent subgroups from changing `math_rendering_limits_enabled`."),
    attribute("math_rendering_limits_enabled", Form::Bool, Usual::Bool(true), Example::None, "Limit how much mathematics is rendered on a page."),
    attribute("max_artifacts_size", Form::Int, Usual::Null, Example::Int(10), "Largest size of a job's artifacts, in megabytes. Only an administrator can change it; for others it has no effect."),
    attribute("membership_lock", Form::Bool, Usual::Bool(false), Example::None, "Prevent adding members directly to the projects of the group."),
    attribute("mentions_disabled", Form::Bool, Usual::Null, Example::None, "Do not notify members when somebody mentions the whole group."),
    attribute("name", Form::Text, Usual::Unknown, Example::Text("Renamed Group"), "Display name of the group."),
    attribute("only_allow_merge_if_all_discussions_are_resolved", Form::Bool, Usual::Bool(false), Example::None, "Require all threads to be resolved before merging, in every project of the group."),
    attribute("only_allow_merge_if_pipeline_succeeds", Form::Bool, Usual::Bool(false), Example::None, "Require a successful pipeline before merging, in every project of the group."),
    attribute("prevent_forking_outside_group", Form::Bool, Usual::Bool(false), Example::None, "Prevent forks of the group's projects outside the top-level group."),
    attribute("prevent_sharing_groups_outside_hierarchy", Form::Bool, Usual::Bool(false), Example::None, "Prevent inviting groups from outside the top-level group. Only a top-level group has this attribute."),
    attribute("project_creation_level", Form::OneOf(&["noone", "owner", "maintainer", "developer", "administrator"]), Usual::Text("developer"), Example::None, "Lowest role that can create projects in the group."),
    attribute("request_access_enabled", Form::Bool, Usual::Bool(true), Example::None, "Let users ask to become members."),
    attribute("require_two_factor_authentication", Form::Bool, Usual::Bool(false), Example::None, "Require members to use two-factor authentication."),
    attribute("service_access_tokens_expiration_enforced", Form::Bool, Usual::Bool(true), Example::None, "Require an expiry date on access tokens of service accounts. Only a top-level group has this attribute."),
    attribute("share_with_group_lock", Form::Bool, Usual::Bool(false), Example::None, "Prevent inviting other groups to the projects of the group."),
    attribute("shared_runners_minutes_limit", Form::Int, Usual::Null, Example::Int(100), "Compute minutes per month; 0 is unlimited. Only an administrator can change it; for others it has no effect."),
    attribute("shared_runners_setting", Form::OneOf(&["enabled", "disabled_and_overridable", "disabled_and_unoverridable"]), Usual::Text("enabled"), Example::None, "Whether instance runners are enabled, and whether subgroups and projects can enable them."),
    attribute("show_diff_preview_in_email", Form::Bool, Usual::Bool(true), Example::None, "Include the changed lines in notification emails about comments on a diff."),
    attribute("subgroup_creation_level", Form::OneOf(&["owner", "maintainer"]), Usual::Text("maintainer"), Example::None, "Lowest role that can create subgroups."),
    attribute("two_factor_grace_period", Form::Int, Usual::Int(48), Example::Int(72), "Hours that members have to set up two-factor authentication before it is enforced."),
    attribute("unique_project_download_limit", Form::Int, Usual::Int(0), Example::Int(10), "Number of different projects a user can download within the interval; 0 is unlimited. Top-level groups only."),
    attribute("unique_project_download_limit_interval_in_seconds", Form::Int, Usual::Int(0), Example::Int(60), "Interval of the download limit, in seconds."),
    attribute("visibility", Form::OneOf(&["private", "internal", "public"]), Usual::Text("private"), Example::None, "Who can see the group. Cannot be wider than its parent's, or narrower than that of its subgroups and projects."),
    attribute("wiki_access_level", Form::OneOf(&["disabled", "private", "enabled"]), Usual::Text("enabled"), Example::None, "Who can see and use the group wiki."),
];

#[rustfmt::skip]
pub(super) const NEEDS: &[FieldNeeds] = &[
    FieldNeeds { field: "allow_merge_on_skipped_pipeline", tier: Tier::Premium, since: None, shown_by: None },
    FieldNeeds { field: "allowed_email_domains_list", tier: Tier::Premium, since: Some((17, 4)), shown_by: None },
    FieldNeeds { field: "auto_ban_user_on_excessive_projects_download", tier: Tier::Ultimate, since: Some((15, 2)), shown_by: None },
    FieldNeeds { field: "default_branch", tier: Tier::Free, since: Some((16, 11)), shown_by: None },
    FieldNeeds { field: "default_branch_protection_defaults", tier: Tier::Free, since: Some((17, 0)), shown_by: None },
    FieldNeeds { field: "duo_core_features_enabled", tier: Tier::Premium, since: None, shown_by: None },
    FieldNeeds { field: "duo_features_enabled", tier: Tier::Premium, since: Some((16, 10)), shown_by: None },
    FieldNeeds { field: "enabled_git_access_protocol", tier: Tier::Free, since: Some((16, 9)), shown_by: None },
    FieldNeeds { field: "extra_shared_runners_minutes_limit", tier: Tier::Premium, since: None, shown_by: None },
    FieldNeeds { field: "ip_restriction_ranges", tier: Tier::Premium, since: None, shown_by: None },
    FieldNeeds { field: "lock_duo_features_enabled", tier: Tier::Premium, since: Some((16, 10)), shown_by: None },
    FieldNeeds { field: "membership_lock", tier: Tier::Premium, since: None, shown_by: None },
    FieldNeeds { field: "only_allow_merge_if_all_discussions_are_resolved", tier: Tier::Premium, since: None, shown_by: None },
    FieldNeeds { field: "only_allow_merge_if_pipeline_succeeds", tier: Tier::Premium, since: None, shown_by: None },
    FieldNeeds { field: "prevent_forking_outside_group", tier: Tier::Premium, since: None, shown_by: None },
    FieldNeeds { field: "service_access_tokens_expiration_enforced", tier: Tier::Premium, since: None, shown_by: None },
    FieldNeeds { field: "shared_runners_minutes_limit", tier: Tier::Premium, since: None, shown_by: None },
    FieldNeeds { field: "unique_project_download_limit", tier: Tier::Ultimate, since: Some((15, 2)), shown_by: None },
    FieldNeeds { field: "unique_project_download_limit_interval_in_seconds", tier: Tier::Ultimate, since: Some((15, 2)), shown_by: None },
    FieldNeeds { field: "wiki_access_level", tier: Tier::Premium, since: None, shown_by: None },
];

/// Only top-level groups have these (measured).
pub(super) const TOP: &[&str] = &[
    "allowed_email_domains_list",
    "auto_ban_user_on_excessive_projects_download",
    "duo_core_features_enabled",
    "enabled_git_access_protocol",
    "ip_restriction_ranges",
    "lock_math_rendering_limits_enabled",
    "prevent_sharing_groups_outside_hierarchy",
    "service_access_tokens_expiration_enforced",
    "shared_runners_minutes_limit",
    "unique_project_download_limit",
    "unique_project_download_limit_interval_in_seconds",
];
