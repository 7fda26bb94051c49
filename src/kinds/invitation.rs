//! Invitations of people by e-mail to projects and groups, which files declare in the list of members.
//!
//! GitLab removes an invitation once it is accepted: the person is a member from then on, whose e-mail address only
//! administrators see. So an invitation that is not pending is only sent if no member can be that person. GitLab does not send
//! a new invitation to a person with an account: it adds them as a member, and changes the access level of an existing member
//! (measured).

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::gitlab::{ApiPath, Element, Listing, Paging};
use crate::resource::{
    Call, Datum, Duplicates, FieldNeeds, Fields, Halt, Host, In, Kind, Level, Live, Look,
    MemberRole, Needs, Rank, Ref, Removal, Rows, Sent, Setting, Spec, Tier, Verdict,
    compare_listed, full_text, is_bot_of_token, marked,
};

/// Invitation of a person who has no account, by e-mail. It is sent once.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct Invitation {
    /// E-mail address of the person. Case is ignored.
    #[schemars(length(max = 255), regex(pattern = r"^[^\s@,;<>\x22]+@[^\s@,;<>\x22]+$"), extend("patternErrorMessage" = "an e-mail address, such as jane@example.com"), example = &"jane@example.com")]
    pub email: String,
    /// Role that the person gets.
    #[serde(default)]
    #[schemars(example = &"developer")]
    pub access_level: Setting<MemberRole>,
    /// Day on which the membership ends, as YYYY-MM-DD.
    #[serde(default)]
    #[schemars(regex(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), extend("patternErrorMessage" = "a date, as YYYY-MM-DD"), example = &"2027-12-31")]
    pub expires_at: Setting<String>,
    /// Custom role, by its name. `access_level` must be its base level. GitLab does not return it, so it is only sent with the
    /// invitation.
    #[serde(default)]
    #[schemars(length(min = 1), example = &"Release Manager")]
    pub member_role: Setting<String>,
}

/// The kind in whose list files declare invitations.
const MEMBERS: &str = "members";

/// Invitations to a group.
pub(super) const OF_GROUP: Spec = Spec {
    scope: In::Group,
    needs: Needs { read: Level::Owner, write: Level::Owner, ..Invitation::SPEC.needs },
    ..Invitation::SPEC
};

/// The person, as far as this token can know them: a direct member who can be the one that an invitation was sent to.
enum Person<'m> {
    /// Their e-mail address is the one of the invitation.
    Is(&'m Value),
    /// So many have an e-mail address that this token cannot see, and no file declares them: the name of the first one.
    Maybe(usize, &'m str),
    /// They have an account, and are not a member.
    Stranger(&'m Value),
    /// None can.
    None,
}

/// Whether a response has this e-mail address.
fn has_email(user: &Value, email: &str) -> bool {
    let is_it = |it: &str| user[it].as_str().is_some_and(|it| it.to_lowercase() == email);
    is_it("email") || is_it("public_email")
}

/// Whether it can be any e-mail address. Members from a list of a token that sees them all have one.
fn hides_email(user: &Value) -> bool {
    user["email"].as_str().is_none_or(str::is_empty)
}

impl Invitation {
    fn person<'m>(&self, members: &'m [Value], look: &Look<'m>) -> Result<Person<'m>, Halt> {
        let email = self.email.to_lowercase();
        if let Some(it) = members.iter().find(|it| has_email(it, &email)) {
            return Ok(Person::Is(it));
        }
        let me = look.me()?;
        if me["is_admin"] == true {
            return Ok(match look.account(&email)? {
                None => Person::None,
                Some(it) if members.iter().any(|member| member["id"] == it["id"]) => Person::Is(it),
                Some(it) => Person::Stranger(it),
            });
        }
        let unknown = members.iter().filter(|it| hides_email(it));
        if has_email(me, &email) && members.iter().any(|it| it["id"] == me["id"]) {
            return Ok(Person::Is(me));
        }
        let name = |it: &'m Value| it["username"].as_str().unwrap_or_default();
        let unknown = unknown.filter(|it| {
            let name = name(it).to_lowercase();
            it["id"] != me["id"]
                && !is_bot_of_token(&name)
                && look.declared(MEMBERS).all(|it| it != name)
        });
        let unknown: Vec<_> = unknown.collect();
        Ok(unknown.first().map_or(Person::None, |it| Person::Maybe(unknown.len(), name(it))))
    }
}

/// The first of the people that files invite who may be this member, although no invitation is pending: `prune` must not
/// delete who has accepted one.
///
/// # Errors
/// A fact that was not read yet, or could not be read.
pub(super) fn accepted_by<'l>(member: &Value, look: &Look<'l>) -> Result<Option<&'l str>, Halt> {
    let mut emails = look.declared(Invitation::SPEC.kind).peekable();
    if emails.peek().is_none() {
        return Ok(None);
    }
    let pending = look.list_as(look.scope().at("invitations"), Invitation::SPEC.listing)?;
    let is_pending = |email: &str| {
        let is_it = |it: &Value| it["invite_email"].as_str().map(str::to_lowercase);
        pending.iter().any(|it| is_it(it).as_deref() == Some(email))
    };
    let may_be = |it: &&str| has_email(member, it) || hides_email(member) && !is_pending(it);
    Ok(emails.find(may_be))
}

impl Kind for Invitation {
    const SPEC: Spec = Spec {
        host: Some(Host { kind: MEMBERS, key: "invite" }),
        identity: &["email"],
        keyed: |it| it.to_lowercase(),
        required: &["access_level"],
        // As it was measured.
        written: |field, value| {
            let clears = field == "expires_at" && *value == Datum::Null;
            clears.then(|| ("expires_at", "".into()))
        },
        removal: Removal::Absent,
        reread: true,
        listing: Listing { paging: Paging::Offset, element: Element::Named("invite_email") },
        ..Spec::list(
            "invitations",
            "invitation",
            In::Project,
            Rank::Settings,
            Needs {
                fields: &[FieldNeeds::tier("member_role", Tier::Ultimate)],
                ..Needs::of(Tier::Free, Level::Maintainer, Level::Maintainer)
            },
            Duplicates::Accepted,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { email, access_level, expires_at, member_role } = self;
        f.identity("email", email);
        f.plain("access_level", access_level);
        f.plain("expires_at", expires_at).or_null();
        let role = member_role.as_ref().map(|it| Ref::member_role(it));
        f.plain("member_role", &role).sent_as("member_role_id").omittable();
    }

    /// Leaves out `invite_token`, with which anyone can accept the invitation.
    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        #[derive(Deserialize)]
        struct Row {
            #[serde(deserialize_with = "full_text")]
            invite_email: String,
            access_level: i64,
            expires_at: Setting<String>,
        }
        let Row { invite_email, access_level, expires_at } = Row::deserialize(raw)?;
        Ok(Invitation {
            email: invite_email,
            access_level: Setting::Value(MemberRole::of(access_level)),
            expires_at,
            member_role: Setting::Unmanaged,
        })
    }

    fn item(raw: &Value, collection: ApiPath) -> ApiPath {
        collection.seg(raw["invite_email"].as_str().unwrap_or_default())
    }

    fn create(&self, rows: &Rows, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        look.fits_role(&self.member_role, &self.access_level)?;
        let members = look.list(look.scope().at("members"))?;
        match self.person(members, look)? {
            Person::Is(_) | Person::Maybe(..) => Ok(Vec::new()),
            Person::Stranger(it) => {
                let name = marked(it["username"].as_str().unwrap_or_default()).into_owned();
                Err(Halt::impossible(
                    format!(
                        "this person has an account, `{name}`, which GitLab adds instead of sending an invitation"
                    ),
                    format!("replace `invite` with `user: {name}`"),
                ))
            }
            Person::None => {
                let mut call = Call::create(look, rows);
                call.check.judge = is_pending;
                Ok(vec![call])
            }
        }
    }

    fn remarks(&self, live: Option<&Live<'_>>, look: &Look<'_>) -> Vec<String> {
        if live.is_some() {
            return Vec::new();
        }
        let Ok(members) = look.list(look.scope().at("members")) else { return Vec::new() };
        let remark = match self.person(members, look) {
            Ok(Person::Is(it)) => {
                let name = it["username"].as_str().unwrap_or_default();
                if look.declared(MEMBERS).any(|it| it == name.to_lowercase()) {
                    return Vec::new();
                }
                let name = marked(name);
                format!("this person is already a member: replace `invite` with `user: {name}`")
            }
            Ok(Person::Maybe(count, name)) => {
                let name = marked(name);
                let who = match count {
                    1 => format!("the member `{name}`, whom no file declares, may be this person"),
                    more => format!(
                        "one of {more} members whom no file declares, such as `{name}`, may be this person"
                    ),
                };
                format!(
                    "not sent: no invitation is pending, and {who}: this token cannot see their e-mail address; declare \
                     members by `user`, or use an administrator's token"
                )
            }
            Ok(Person::None | Person::Stranger(_)) | Err(_) => return Vec::new(),
        };
        vec![remark]
    }
}

/// Finds the new invitation in the list of pending ones.
fn is_pending(sent: &Sent<'_>, list: &Value) -> Verdict {
    compare_listed(sent, list).unwrap_or_else(|| {
        Verdict::Failed(
            "GitLab accepted the call, but no invitation is pending: a person with this e-mail address probably has an \
             account, and is a member now; replace `invite` with `user: NAME`"
                .to_owned(),
        )
    })
}
