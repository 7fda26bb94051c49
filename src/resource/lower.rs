//! How typed values come into canonical form.

use std::collections::{BTreeMap, BTreeSet};

use super::content::{Content, ContentFile};
use super::datum::Datum;
use super::reference::Ref;
use super::secret::Secret;

/// Brings a typed value into canonical form.
pub trait Lower {
    /// The canonical form.
    fn lower(&self) -> Datum;
}

impl Lower for Datum {
    fn lower(&self) -> Datum {
        self.clone()
    }
}

impl Lower for bool {
    fn lower(&self) -> Datum {
        Datum::Bool(*self)
    }
}

impl Lower for u64 {
    fn lower(&self) -> Datum {
        Datum::Int(i64::try_from(*self).unwrap_or(i64::MAX))
    }
}

impl Lower for &str {
    fn lower(&self) -> Datum {
        Datum::Text((*self).to_owned())
    }
}

impl Lower for String {
    fn lower(&self) -> Datum {
        Datum::Text(self.clone())
    }
}

impl Lower for Ref {
    fn lower(&self) -> Datum {
        Datum::Ref(self.clone())
    }
}

impl Lower for Secret {
    fn lower(&self) -> Datum {
        Datum::Secret(self.clone())
    }
}

impl<T: Lower> Lower for Vec<T> {
    fn lower(&self) -> Datum {
        Datum::set(self.iter().map(T::lower))
    }
}

impl<T: Lower> Lower for BTreeSet<T> {
    fn lower(&self) -> Datum {
        Datum::set(self.iter().map(T::lower))
    }
}

impl<T: Lower> Lower for BTreeMap<String, T> {
    fn lower(&self) -> Datum {
        Datum::Record(self.iter().map(|(k, v)| (k.clone(), v.lower())).collect())
    }
}

impl Lower for Content {
    fn lower(&self) -> Datum {
        Datum::Content(self.clone())
    }
}

impl Lower for ContentFile {
    fn lower(&self) -> Datum {
        Datum::Content(Content::File(self.0.clone()))
    }
}
