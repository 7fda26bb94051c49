//! The room that the files of a configuration share: a hostile one could otherwise exhaust memory.

use std::sync::atomic::{AtomicU64, Ordering};

/// The maximum size of a file, and of all files of a configuration together.
pub(in crate::config) const MAX_BYTES: u64 = 32 << 20;

/// How many values the files of a configuration can have together: about four times what ten thousand objects need.
pub(in crate::config) const MAX_VALUES: usize = 1_500_000;

/// How much all aliases can expand to together: bytes of text, and a few bytes for each value.
const MAX_UNFOLDED: u64 = 32 << 20;

/// What the files of a configuration can still have together.
#[derive(Debug)]
pub(in crate::config) struct Room {
    bytes: AtomicU64,
    values: AtomicU64,
    unfolded: AtomicU64,
}

impl Default for Room {
    fn default() -> Self {
        Room::new(MAX_BYTES, MAX_VALUES)
    }
}

impl Room {
    pub(in crate::config) fn new(bytes: u64, values: usize) -> Self {
        let [bytes, values, unfolded] = [bytes, values as u64, MAX_UNFOLDED].map(AtomicU64::new);
        Room { bytes, values, unfolded }
    }

    /// Whether there is room for so many bytes more.
    pub(in crate::config) fn takes_bytes(&self, bytes: u64) -> bool {
        taken(&self.bytes, bytes)
    }

    /// Whether there is room for one more value.
    pub(in crate::config) fn takes_value(&self) -> bool {
        taken(&self.values, 1)
    }

    /// Whether there is room for an alias that expands to this much.
    pub(in crate::config) fn takes_alias(&self, weight: u64) -> bool {
        taken(&self.unfolded, weight)
    }
}

fn taken(left: &AtomicU64, much: u64) -> bool {
    let less = |left: u64| left.checked_sub(much);
    left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).is_ok()
}
