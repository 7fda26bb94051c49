//! How much memory the responses of a run take together.
//!
//! The size of one response is limited, but not that of many small ones; and the values of a text take more memory than the
//! text: `[0,0,0]` takes forty times as much. So everything is counted in one pool, as long as it is kept.

use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// The memory in use, and the limit.
#[derive(Debug)]
struct Pool {
    used: AtomicUsize,
    limit: usize,
}

/// Counts the memory of responses.
#[derive(Debug, Clone)]
pub(crate) struct Memory(Arc<Pool>);

impl Memory {
    pub(crate) fn new(limit: usize) -> Self {
        Memory(Arc::new(Pool { used: AtomicUsize::new(0), limit }))
    }

    /// An empty share.
    pub(crate) fn share(&self) -> Share {
        let pool = Arc::clone(&self.0);
        Share { pool, bytes: AtomicUsize::new(0), refused: AtomicBool::new(false) }
    }
}

/// The memory of one response, released when this is dropped.
#[derive(Debug)]
pub(crate) struct Share {
    pool: Arc<Pool>,
    bytes: AtomicUsize,
    /// It asked for more than the limit.
    refused: AtomicBool,
}

impl Share {
    /// Takes more; `false` if the limit is reached, or was before.
    pub(crate) fn grow(&self, bytes: usize) -> bool {
        let grown = self.pool.used.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |used| {
            used.checked_add(bytes).filter(|it| *it <= self.pool.limit)
        });
        match grown {
            Ok(_) => drop(self.bytes.fetch_add(bytes, Ordering::Relaxed)),
            Err(_) => self.refused.store(true, Ordering::Relaxed),
        }
        !self.refused.load(Ordering::Relaxed)
    }

    /// Releases the rest.
    pub(crate) fn shrink_to(&self, bytes: usize) {
        let before = self.bytes.fetch_min(bytes, Ordering::Relaxed);
        self.pool.used.fetch_sub(before.saturating_sub(bytes), Ordering::Relaxed);
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.shrink_to(0);
    }
}

/// An upper limit for the values of a JSON text: each follows one of these characters, and lists grow by doubling.
pub(super) fn estimate(text: &[u8]) -> usize {
    let values = text.iter().filter(|it| matches!(it, b',' | b':' | b'[' | b'{')).count();
    values.saturating_mul(2 * size_of::<Value>()).saturating_add(text.len())
}

/// The memory of a value.
pub(super) fn weight(value: &Value) -> usize {
    let of_parts = match value {
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(weight).sum(),
        Value::Object(fields) => {
            let field = |(key, value): (&String, &Value)| {
                key.len() + size_of::<String>() + 2 * size_of::<usize>() + weight(value)
            };
            fields.iter().map(field).sum()
        }
        _ => 0,
    };
    size_of::<Value>() + of_parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_back_can_be_taken_again() {
        let memory = Memory::new(100);
        let (one, other) = (memory.share(), memory.share());
        assert!(one.grow(60) && other.grow(40) && !other.grow(60));
        one.shrink_to(10);
        one.shrink_to(50);
        assert!(one.grow(50) && !memory.share().grow(1));
        assert!(!other.grow(0), "an answer that was cut is not whole later");
        drop(other);
        assert!(one.grow(40) && !memory.share().grow(usize::MAX) && !one.grow(1));
    }

    #[test]
    fn an_estimate_is_never_too_low() {
        for text in
            ["0", "[]", "[0,0,0]", "{}", "[{},{}]", r#"{"a":{"b":["c","d",null]}}"#, "[[[]]]"]
        {
            let value: Value = serde_json::from_str(text).unwrap();
            assert!(estimate(text.as_bytes()) + size_of::<Value>() >= weight(&value), "{text}");
        }
    }
}
