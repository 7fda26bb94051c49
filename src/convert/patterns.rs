//! Which projects and groups a key of `projects_and_groups` names, and a list of what to skip.

/// What a key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key<'t> {
    /// `*`: everything.
    Common,
    /// `group/*`: a group, and everything below it.
    Group(&'t str),
    /// Anything else with `*`: projects that match.
    Pattern(&'t str),
    /// A project.
    Project(&'t str),
}

impl<'t> Key<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        match text.strip_suffix("/*") {
            _ if text == "*" => Key::Common,
            // What comes before can have a wildcard, which gitlabform then takes for a part of the name.
            Some(group) => Key::Group(group),
            None if text.contains('*') => Key::Pattern(text),
            None => Key::Project(text),
        }
    }

    /// The path of the group that it is in, as far as there is no wildcard; the group itself for a group's key.
    pub(super) fn above(self) -> &'t str {
        match self {
            Key::Common => "",
            Key::Group(path) => path,
            Key::Pattern(text) | Key::Project(text) => {
                let literal = text.split('*').next().unwrap_or_default();
                literal.rsplit_once('/').map_or("", |it| it.0)
            }
        }
    }
}

/// Whether a pattern, in which `*` is any text, matches. Case is ignored.
pub(super) fn fits(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.to_lowercase(), text.to_lowercase());
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    false
}

/// Of two patterns for one project, gitlabform takes the one with the larger value of this.
pub(super) fn nearness(pattern: &str) -> (usize, isize, &str) {
    let stars = pattern.matches('*').count();
    let literal = pattern.split('*').next().unwrap_or_default().chars().count();
    (literal, isize::try_from(stars).map_or(isize::MIN, |it| -it), pattern)
}

/// The patterns of labwright for one whose `*` matches `/`, too. Of too many, one that matches more.
fn crossing(pattern: &str) -> Vec<String> {
    const MOST: usize = 4;
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    if pattern.matches('*').count() > MOST {
        let above = first.rsplit_once('/').map_or("", |it| it.0);
        return vec![if above.is_empty() { "**".to_owned() } else { format!("{above}/**") }];
    }
    parts.fold(vec![first.to_owned()], |all, part| {
        let both = all.iter().flat_map(|it| [format!("{it}*{part}"), format!("{it}*/**/*{part}")]);
        both.collect()
    })
}

/// Whether a pattern can match what is below a group that has more segments without a wildcard, so that labwright takes
/// the group for more specific.
pub(super) fn is_farther(pattern: &str, group: &str) -> bool {
    let segments: Vec<&str> = pattern.split('/').collect();
    let literal = segments.iter().filter(|it| !it.contains('*')).count();
    let of_group: Vec<&str> = group.split('/').collect();
    of_group.len() > literal
        && segments.len() > of_group.len()
        && segments.iter().zip(&of_group).all(|(pattern, group)| fits(pattern, group))
}

/// What is not processed: the patterns of `except` for groups, and for projects.
#[derive(Debug, Default)]
pub(super) struct Skipped {
    pub(super) groups: Vec<String>,
    pub(super) projects: Vec<String>,
    /// As gitlabform reads them.
    texts: (Vec<String>, Vec<String>),
}

impl Skipped {
    /// Adds an element of `skip_groups`.
    pub(super) fn group(&mut self, text: &str) {
        self.texts.0.push(text.to_owned());
        match text.strip_suffix("/*") {
            Some(group) => {
                self.groups.extend([group.to_owned(), format!("{group}/**")]);
                self.projects.push(format!("{group}/**"));
            }
            None => {
                self.projects.extend(crossing(text).into_iter().map(|it| format!("{it}/*")));
                self.groups.extend(crossing(text));
            }
        }
    }

    /// Adds an element of `skip_projects`.
    pub(super) fn project(&mut self, text: &str) {
        self.texts.1.push(text.to_owned());
        match text.strip_suffix("/*") {
            Some(group) => self.projects.push(format!("{group}/**")),
            None => self.projects.extend(crossing(text)),
        }
    }

    /// Whether a group is in `skip_groups`.
    pub(super) fn has_group(&self, path: &str) -> bool {
        let whole = |it: &str| it.strip_suffix("/*").is_some_and(|it| fits(it, path));
        self.texts.0.iter().any(|it| fits(it, path) || whole(it))
    }

    /// Whether a project is in `skip_projects`.
    pub(super) fn has_project(&self, path: &str) -> bool {
        self.texts.1.iter().any(|it| fits(it, path))
    }
}

/// Whether a pattern of labwright can match something that another one matches: up to the first wildcard, they are equal.
pub(super) fn may_overlap(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    let mut pairs = one.split('/').zip(other.split('/'));
    pairs.find(|(a, b)| a != b).is_none_or(|(a, b)| a.contains('*') || b.contains('*'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_as_gitlabform_reads_them() {
        assert_eq!(Key::of("*"), Key::Common);
        assert_eq!(Key::of("acme/web/*"), Key::Group("acme/web"));
        assert_eq!(Key::of("acme/web-*"), Key::Pattern("acme/web-*"));
        assert_eq!(Key::of("acme/web"), Key::Project("acme/web"));
        assert_eq!(Key::of("acme/web/a-*").above(), "acme/web");
        assert_eq!(Key::of("acme/web/api").above(), "acme/web");
        assert_eq!(Key::of("*/api").above(), "");
    }

    #[test]
    fn patterns_match_as_those_of_gitlabform() {
        for (pattern, text, expected) in [
            ("acme/a-*", "ACME/a-1", true),
            ("acme/a-*", "acme/b-1", false),
            ("*/api", "acme/web/api", true),
            ("acme/*-api", "acme/x-api-2", false),
            ("a*b*c", "abbc", true),
            ("a*a", "a", false),
            ("acme/api", "acme/api", true),
            ("acme/api", "acme/api2", false),
        ] {
            assert_eq!(fits(pattern, text), expected, "{pattern} {text}");
        }
        assert_eq!(crossing("acme/old"), ["acme/old"]);
        assert_eq!(crossing("acme/a-*"), ["acme/a-*", "acme/a-*/**/*"]);
        assert_eq!(crossing("acme/x/*a*b*c*d*"), ["acme/x/**"]);
        assert!(nearness("acme/api-*") > nearness("acme/*") && nearness("a/*") > nearness("a/*-*"));
        assert!(is_farther("*/*/api", "acme/web") && !is_farther("acme/*/api", "acme/web"));
    }
}
