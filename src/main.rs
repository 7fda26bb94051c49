//! The `labwright` command. All of its code is in the library.

use labwright::cli::{self, Exit};

fn main() -> Exit {
    cli::main()
}
