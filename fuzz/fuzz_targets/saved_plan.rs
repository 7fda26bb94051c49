//! A plan file of any bytes: it is read, or refused.

#![no_main]

use labwright::plan::Saved;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Err(error) = Saved::parse(bytes) {
        drop(error.to_string());
    }
});
