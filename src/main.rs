//! The `labwright` command. Everything it does is in the library.

use labwright::cli::{self, Exit};

fn main() -> Exit {
    cli::main()
}
